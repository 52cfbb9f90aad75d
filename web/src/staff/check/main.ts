// The page of somebody who goes from station to station with a phone. It is a page of its own
// beside the console, without its library, so that a cheap phone opens it at once.
import "../../ui/tokens.css";
import "../../ui/base.css";
import "../../ui/desk.css";
import "./check.css";
import { computed, createApp, watchEffect } from "vue";
import { createSession } from "../../account/session";
import { createClient } from "../../api/client";
import { LANG } from "../../i18n";
import { checkText } from "../../i18n/staff/check";
import { keptPreferences } from "../preferences";
import CheckApp from "./CheckApp.vue";
import { CHECK } from "./check";

const preferences = keptPreferences();
const lang = (): typeof preferences.lang => preferences.lang;
const { session, api } = createSession(lang);

watchEffect(() => {
  document.documentElement.lang = preferences.lang === "zh" ? "zh-CN" : "en";
  document.title = checkText[preferences.lang].title;
  if (preferences.theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = preferences.theme;
});

createApp(CheckApp)
  .provide(CHECK, { api, session, preferences, open: createClient({ lang }) })
  .provide(LANG, computed(lang))
  .mount("#app");
