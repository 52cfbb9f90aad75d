// The planners' desk. It asks nobody but our own server.
import "../ui/tokens.css";
import "../ui/base.css";
import "./element";
import "../ui/desk.css";
import "./planner.css";
import { computed, createApp, ref, shallowRef, watchEffect } from "vue";
import { createSession } from "../account/session";
import { createClient } from "../api/client";
import type { Lang } from "../engine/question";
import { LANG } from "../i18n";
import { deskText } from "../i18n/planner/desk";
import App from "./App.vue";
import { createAnalysis } from "./analysis/analysis";
import { readDistrict, type District } from "./district";
import { PLANNER } from "./planner";

const LANG_KEY = "yizhan.planner.lang";
const kept = localStorage.getItem(LANG_KEY);
const lang = ref<Lang>(kept === "en" || kept === "zh" ? kept : navigator.language.startsWith("zh") ? "zh" : "en");
watchEffect(() => {
  localStorage.setItem(LANG_KEY, lang.value);
  document.documentElement.lang = lang.value === "zh" ? "zh-CN" : "en";
  document.title = deskText[lang.value].title;
});

const open = createClient({ lang: () => lang.value, timeout_ms: 30_000 });
const { session, api } = createSession(() => lang.value);
const analysis = createAnalysis(open, (failure) => {
  // Figures that the operator keeps for planners, or a layer of theirs.
  if (failure.problem?.type === "/problems/not-signed-in") session.isAsked.value = true;
});
const district = shallowRef<District>();

createApp(App, {
  onLang: (chosen: Lang) => { lang.value = chosen; },
  onRead: async () => { district.value = await readDistrict(open); },
})
  .provide(PLANNER, { open, api, session, analysis, district })
  .provide(LANG, computed(() => lang.value))
  .mount("#app");
