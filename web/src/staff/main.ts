// The console of staff. It asks nobody but our own server, and holds nothing until somebody has
// signed in.
import "../ui/tokens.css";
import "../ui/base.css";
import "./element";
import "../ui/desk.css";
import "./staff.css";
import { computed, createApp, watchEffect } from "vue";
import { createClient } from "../api/client";
import { LANG } from "../i18n";
import { shellText } from "../i18n/staff/shell";
import App from "./App.vue";
import { keptPreferences } from "./preferences";
import { createStaffRouter } from "./router";
import { createSession } from "../account/session";
import { createTold } from "./shell/told";
import { STAFF } from "./staff";
import { createWords } from "./words";

const preferences = keptPreferences();
const lang = (): typeof preferences.lang => preferences.lang;
const { session, api } = createSession(lang);
const open = createClient({ lang });
const words = createWords(open, api, lang);

watchEffect(() => {
  document.documentElement.lang = preferences.lang === "zh" ? "zh-CN" : "en";
  document.title = shellText[preferences.lang].title;
  if (preferences.theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = preferences.theme;
});

createApp(App)
  .provide(STAFF, { api, open, session, preferences, words, told: createTold() })
  .provide(LANG, computed(lang))
  .use(createStaffRouter())
  .mount("#app");
