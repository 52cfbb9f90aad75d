// What Element Plus itself says, in the page's language.
import english from "element-plus/es/locale/lang/en.mjs";
import chinese from "element-plus/es/locale/lang/zh-cn.mjs";
import type { Lang } from "../../engine/question";

export const localeOf = (lang: Lang): object => (lang === "zh" ? chinese : english);
