import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Licence texts under the names that packages give them. */
const TEXTS = ["LICENSE", "LICENSE.txt", "LICENSE.md", "license", "LICENCE", "LICENSE-MIT"];

interface Described {
  name: string;
  version: string;
  license: string;
}

function text(folder: string): string {
  for (const name of TEXTS) {
    try {
      return readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim();
    } catch {
      // the next name
    }
  }
  return "";
}

/** What the map library bundles into its own files, so that the bundler does not see it. */
const WITHIN_MAPLIBRE = Object.keys(
  JSON.parse(readFileSync("node_modules/maplibre-gl/package.json", "utf8")).dependencies as object,
).filter((name) => !name.startsWith("@types/"));

/** Writes `third-party.txt`: each package inside the built page with its licence and the licence's text. */
export function thirdParty(): Plugin {
  return {
    name: "third-party",
    generateBundle(_options, bundle) {
      const folders = new Set(WITHIN_MAPLIBRE.map((name) => join("node_modules", name)));
      folders.add("node_modules/maplibre-gl");
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        for (const id of Object.keys(chunk.modules)) {
          const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id);
          if (found?.[1]) folders.add(join("node_modules", found[1]));
        }
      }
      const parts = [...folders].sort().map((folder) => {
        const described = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Described;
        const licence = described.license.replace(/^\((.*)\)$/, "$1");
        const head = `${described.name} ${described.version}\nLicence: ${licence}`;
        return `${head}\n\n${text(folder)}`;
      });
      const rule = `\n\n${"-".repeat(80)}\n\n`;
      const source = `Packages inside the built page, their licences and the texts of these.${rule}${parts.join(rule)}\n`;
      this.emitFile({ type: "asset", fileName: "third-party.txt", source });
    },
  };
}
