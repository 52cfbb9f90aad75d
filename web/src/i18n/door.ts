// Signing in, and what is said when the server does not answer: the same on every desk.
import { texts } from "./index";

export const doorText = texts({
  zh: {
    signIn: "登录", name: "账号", password: "密码", show: "显示", hide: "隐藏", code: "动态验证码", codeHint: "打开验证器应用，输入六位数字",
    offline: "连不上服务器，请检查网络后再试。", trouble: "服务器出了问题，请稍后再试。", skip: "跳到内容",
  },
  en: {
    signIn: "Sign in", name: "Name", password: "Password", show: "Show", hide: "Hide", code: "Code", codeHint: "Six digits, from your authenticator app",
    offline: "The server cannot be reached. Check the network and try again.", trouble: "The server is in trouble. Try again later.", skip: "Skip to content",
  },
});
