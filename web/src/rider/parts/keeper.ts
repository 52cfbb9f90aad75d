// The engine's keeper, fetched when it is needed first.
import type { Atlas } from "../../engine/atlas";
import type { Keeper as EngineKeeper } from "../../engine/keeper";
import type { Keeper, KeeperState, PhoneAtlas } from "../ports";
import { phoneAtlas } from "./phone_atlas";

export function keepOnPhone(): Keeper {
  let loading: Promise<EngineKeeper> | undefined;
  let loaded: EngineKeeper | undefined;
  let wrapped: { atlas: Atlas; phone: PhoneAtlas } | undefined;

  async function engine(): Promise<EngineKeeper> {
    loading ??= import("../../engine/keeper").then(({ Keeper }) => new Keeper());
    return (loaded = await loading);
  }

  return {
    async atlas() {
      const atlas = await (await engine()).atlas();
      if (!atlas) return undefined;
      if (wrapped?.atlas !== atlas) wrapped = { atlas, phone: phoneAtlas(atlas) };
      return wrapped.phone;
    },
    refresh: async () => (await engine()).refresh(),
    get state(): KeeperState {
      const { confirmedAt, isStale = false, isKept = true } = loaded ?? {};
      return { ...(confirmedAt && { fetched_at: confirmedAt }), stale: isStale, memory_only: !isKept };
    },
  };
}
