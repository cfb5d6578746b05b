import { mergeConfig } from "vitest/config";
import page from "./vitest.page.config.ts";

const config = mergeConfig(page, {});
config.test.include = ["e2e/gallery.shots.ts"];

export default config;
