import { render } from "preact";
import { App } from "./app.tsx";
import { firstAppearance, kept, themeOf } from "./frame/preferences.ts";
import { firstLanguage, speak } from "./i18n/index.ts";
import { params } from "./url.ts";
import { loaded, viewOf } from "./views/index.ts";
import "./styles/page.css";
import "./styles/frame.css";
import "./charts/charts.css";
import "./styles/map.css";
import "./styles/parts.css";
import "./styles/print.css";

document.documentElement.dataset.theme = themeOf(firstAppearance());
// Words and the first view come side by side, and stand in the first picture; the map, which is large, comes after it.
const [first] = await Promise.all([
  loaded(viewOf(params().get("view"))),
  speak(firstLanguage(params().get("lang"), kept("language"), navigator.languages)),
]);
const page = document.getElementById("page");
if (page) render(<App first={first} />, page);
