// The frame: the map, full bleed, and on it the rail and the panel of the view that the address names.
import { useEffect, useMemo, useState } from "preact/hooks";
import { useKey } from "./api/key.ts";
import { KeyNotice, KeyPlace } from "./frame/key_place.tsx";
import { Panel } from "./frame/panel.tsx";
import { type Appearance, calm, firstAppearance, keep, onSystemTheme, themeOf } from "./frame/preferences.ts";
import { Rail } from "./frame/rail.tsx";
import { Failure } from "./frame/states.tsx";
import { type Language, language, speak, t } from "./i18n/index.ts";
import { MapCanvas } from "./map/canvas.tsx";
import { Stage } from "./map/stage.ts";
import { StageContext } from "./map/use.ts";
import { go, useParams } from "./url.ts";
import { type Loaded, loaded, type ViewName, viewOf } from "./views/index.ts";

function useView(name: ViewName, first: Loaded): Loaded {
  const [found, set] = useState(first);
  const there = !(found instanceof Error) && found.name === name;
  useEffect(() => {
    if (there) return;
    let gone = false;
    void loaded(name).then((view) => !gone && set(view));
    return () => {
      gone = true;
    };
  }, [name, there]);
  return found;
}

export function App({ first }: { first: Loaded }) {
  const params = useParams();
  const [appearance, setAppearance] = useState<Appearance>(firstAppearance);
  const [theme, setTheme] = useState(themeOf(appearance));
  const [spoken, setSpoken] = useState<Language>(language());
  const stage = useMemo(() => Object.assign(new Stage(), { still: calm.matches }), []);
  const name = viewOf(params.get("view"));
  const view = useView(name, first);
  const key = useKey();

  useEffect(() => {
    const update = () => setTheme(themeOf(appearance));
    update();
    return onSystemTheme(update);
  }, [appearance]);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = spoken;
    document.title = `${t(`view.${name}`)} · ${t("app.name")}`;
  }, [theme, spoken, name]);

  const changeLanguage = async (to: Language) => {
    await speak(to);
    keep("language", to);
    setSpoken(to);
    if (params.has("lang")) go({ lang: null }, { replace: true });
  };
  const changeAppearance = (to: Appearance) => {
    keep("theme", to);
    setAppearance(to);
  };
  return (
    <StageContext.Provider value={stage}>
      <a class="skip" href="#panel">
        {t("app.skip")}
      </a>
      <MapCanvas theme={theme} language={spoken} />
      <Panel label={t("app.panel")}>
        {key.asked && <KeyPlace key={spoken} asked={key.asked} />}
        {key.mayNot && !key.asked && <KeyNotice />}
        <div class="view" hidden={key.asked !== null}>
          {view instanceof Error && <Failure error={view} onAgain={() => location.reload()} />}
          {!(view instanceof Error) && view.name === name && (
            <view.component key={`${name} ${spoken}`} params={params} theme={theme} />
          )}
        </div>
      </Panel>
      <Rail
        key={spoken}
        view={name}
        appearance={appearance}
        onLanguage={(to) => void changeLanguage(to)}
        onAppearance={changeAppearance}
      />
    </StageContext.Provider>
  );
}
