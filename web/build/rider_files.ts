// Which built files the rider's page needs without signal: those that its entry leads to, but
// not the map, nor what snaps positions to cells: they are large, and the page does without.
import type { Plugin } from "vite";

/** A built script, as much of it as is looked at here. */
export interface Chunk {
  isEntry: boolean;
  /** The modules that it was made of. */
  moduleIds: readonly string[];
  imports: readonly string[];
  dynamicImports: readonly string[];
  /** Style sheets that come with it. */
  css: readonly string[];
}

/**
 * The files that are reached from the entry made of a module whose path ends with `entry`,
 * without going into chunks that hold a module whose path contains one of `without`.
 */
export function reachedFiles(
  chunks: ReadonlyMap<string, Chunk>,
  entry: string,
  without: readonly string[],
): Set<string> {
  const reached = new Set<string>();
  const isLeftOut = (chunk: Chunk): boolean =>
    chunk.moduleIds.some((id) => without.some((part) => id.includes(part)));
  const visit = (file: string): void => {
    const chunk = chunks.get(file);
    if (!chunk || reached.has(file) || isLeftOut(chunk)) return;
    reached.add(file);
    chunk.css.forEach((sheet) => reached.add(sheet));
    [...chunk.imports, ...chunk.dynamicImports].forEach(visit);
  };
  for (const [file, chunk] of chunks) {
    if (chunk.isEntry && chunk.moduleIds.some((id) => id.endsWith(entry))) visit(file);
  }
  return reached;
}

/** Looks at what is built, and says afterwards whether a file is one of the rider's. */
export function riderFiles(): { plugin: Plugin; has(file: string): boolean } {
  let files = new Set<string>();
  const plugin: Plugin = {
    name: "yizhan:rider-files",
    generateBundle(_options, bundle) {
      const chunks = new Map<string, Chunk>();
      for (const output of Object.values(bundle)) {
        if (output.type !== "chunk") continue;
        const { isEntry, moduleIds, imports, dynamicImports } = output;
        const css = [...(output.viteMetadata?.importedCss ?? [])];
        chunks.set(output.fileName, { isEntry, moduleIds, imports, dynamicImports, css });
      }
      files = reachedFiles(chunks, "/src/rider/main.ts", ["/src/map/", "/node_modules/maplibre-gl/", "/node_modules/h3-js/"]);
      if (files.size === 0) this.error("src/rider/main.ts is in no built script: is it still the entry?");
    },
  };
  return { plugin, has: (file) => files.has(file) };
}
