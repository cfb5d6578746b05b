// The slim rail of places; at the bottom of a phone.
import { t } from "../i18n/index.ts";
import { addressAfter, go } from "../url.ts";
import { VIEWS, type ViewName } from "../views/index.ts";
import { Icon } from "./icons.tsx";
import { Settings, type SettingsProps } from "./settings.tsx";

export function Rail({ view, ...settings }: { view: ViewName } & SettingsProps) {
  return (
    <nav class="rail" aria-label={t("app.places")}>
      <ul>
        {VIEWS.map(({ name, icon }) => (
          <li key={name}>
            <a
              href={addressAfter({ view: name === "plan" ? null : name }, new URLSearchParams())}
              aria-current={view === name ? "page" : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                go({ view: name === "plan" ? null : name }, { from: new URLSearchParams() });
              }}
            >
              <Icon name={icon} />
              <span>{t(`view.${name}`)}</span>
            </a>
          </li>
        ))}
      </ul>
      <Settings {...settings} />
    </nav>
  );
}
