import { expect, test, vi } from "vitest";
import { TAKE_OVER } from "./sw_message";
import { startWorker, type Surroundings } from "./sw_registration";

interface Scene {
  waiting: boolean;
  controlled: boolean;
  untouched: boolean;
  /** Whether somebody begins to type while the new version comes in. */
  touchedMeanwhile?: boolean;
}

/** A browser that has a worker, and what happened in it. */
function browser(scene: Scene): { here: Surroundings; said: string[]; reload: ReturnType<typeof vi.fn> } {
  const said: string[] = [];
  const events = new EventTarget();
  const reload = vi.fn<() => void>();
  let untouched = scene.untouched;
  const postMessage = (message: string): void => {
    said.push(message);
    if (scene.touchedMeanwhile) untouched = false;
    events.dispatchEvent(new Event("controllerchange"));
  };
  const worker = { postMessage } as unknown as ServiceWorker;
  const registration = { waiting: scene.waiting ? worker : null } as ServiceWorkerRegistration;
  const workers = {
    register: () => Promise.resolve(registration),
    controller: scene.controlled ? worker : null,
    addEventListener: events.addEventListener.bind(events) as ServiceWorkerContainer["addEventListener"],
  };
  return { here: { workers, isUntouched: () => untouched, reload }, said, reload };
}

test.each<[string, Scene, { asked: boolean; reloaded: boolean }]>([
  [
    "waits and nobody has touched the page, it comes in",
    { waiting: true, controlled: true, untouched: true },
    { asked: true, reloaded: true },
  ],
  [
    "waits but somebody is typing, it goes on waiting",
    { waiting: true, controlled: true, untouched: false },
    { asked: false, reloaded: false },
  ],
  [
    "comes in while somebody begins to type, the page is not loaded again",
    { waiting: true, controlled: true, untouched: true, touchedMeanwhile: true },
    { asked: true, reloaded: false },
  ],
  [
    "is the first one, nothing happens",
    { waiting: true, controlled: false, untouched: true },
    { asked: false, reloaded: false },
  ],
  [
    "is not there, nothing happens",
    { waiting: false, controlled: true, untouched: true },
    { asked: false, reloaded: false },
  ],
])("when a new version %s", async (_when, scene, expected) => {
  const { here, said, reload } = browser(scene);
  expect(await startWorker(here)).toBe("kept");
  expect(said).toEqual(expected.asked ? [TAKE_OVER] : []);
  expect(reload).toHaveBeenCalledTimes(expected.reloaded ? 1 : 0);
});

test("a browser without workers, or one that refuses, is no failure", async () => {
  const { here } = browser({ waiting: false, controlled: false, untouched: true });
  expect(await startWorker({ ...here, workers: undefined })).toBe("refused");
  const refuses = () => Promise.reject(new DOMException("no", "SecurityError"));
  const workers = { ...here.workers, register: refuses } as Surroundings["workers"];
  expect(await startWorker({ ...here, workers })).toBe("refused");
});
