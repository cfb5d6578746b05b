// Names the map library in the page itself, so that it is fetched and compiled while the first view is made.
import type { Plugin } from "vite";

export function preload(): Plugin {
  return {
    name: "preload",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((one) => one.type === "chunk");
        return chunks
          .filter(({ name }) => name === "library")
          .map(({ fileName }) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, fetchpriority: "low", href: `./${fileName}` },
            injectTo: "head",
          }));
      },
    },
  };
}
