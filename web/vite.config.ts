import { defineConfig } from "vite";
import { preload } from "./scripts/preload.ts";
import { thirdParty } from "./scripts/third-party.ts";

export default defineConfig({
  base: "./",
  plugins: [thirdParty(), preload()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../src/transcaspia/server/page",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the page's policy allows no data: scripts or fonts
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      output: {
        // A view's file is called by its folder.
        chunkFileNames: ({ facadeModuleId }) => {
          const view = /views\/(\w+)\/view\.tsx$/.exec(facadeModuleId ?? "")?.[1];
          return `assets/${view ?? "[name]"}-[hash].js`;
        },
      },
    },
    chunkSizeWarningLimit: 1200, // the map library
  },
  server: { proxy: { "/api": process.env.TRANSCASPIA ?? "http://127.0.0.1:8000" } },
});
