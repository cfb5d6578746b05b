// What was asked for, and the entry opened from it: beside it where there is room, else in its place, and back again.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/index.ts";
import { EntrySheet } from "./entry_sheet.tsx";
import type { Trace } from "./types.ts";

interface Props {
  chosen: string | null;
  trace: Trace | null;
  onChoose: (id: string | null) => void;
  children: (choose: (id: string) => void) => ComponentChildren;
}

/** Where the reader was before the first entry was opened. */
interface Place {
  element: HTMLElement | null;
  top: number;
}

export function Opened({ chosen, trace, onChoose, children }: Props) {
  const main = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLElement>(null);
  const left = useRef<Place | null>(null);
  const first = useRef(true);
  const box = () => main.current?.closest(".panel-body") ?? null;
  const open = (id: string) => {
    const at = document.activeElement;
    const element = at instanceof HTMLElement && main.current?.contains(at) ? at : null;
    left.current ??= { element, top: box()?.scrollTop ?? 0 };
    onChoose(id);
  };
  useLayoutEffect(() => {
    const opening = first.current;
    first.current = false;
    if (opening) return;
    if (chosen) {
      if (NARROW.matches) box()?.scrollTo(0, 0);
      sheet.current?.scrollTo(0, 0);
      sheet.current?.focus({ preventScroll: true });
    } else {
      const { element, top } = left.current ?? { element: null, top: 0 };
      left.current = null;
      if (NARROW.matches) box()?.scrollTo(0, top);
      (element?.isConnected ? element : main.current)?.focus({ preventScroll: NARROW.matches });
    }
  }, [chosen]);
  const opened = chosen !== null;
  useEffect(() => {
    if (!opened) return;
    const leave = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest?.("input, textarea, select");
      if (event.key === "Escape" && !event.defaultPrevented && !typing) onChoose(null);
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [opened]);
  return (
    <>
      <h1>{t("register.title")}</h1>
      <div class={`with-entry ${opened ? "opened" : ""}`}>
        <div class="register-main" ref={main} tabIndex={-1}>
          {children(open)}
        </div>
        {chosen && (
          <article class="asset entry-sheet" ref={sheet} tabIndex={-1} aria-label={t("register.entry")}>
            <EntrySheet key={chosen} id={chosen} trace={trace} onChoose={onChoose} onBack={() => onChoose(null)} />
          </article>
        )}
      </div>
    </>
  );
}

/** The entry stands in the place of what it was opened from. */
const NARROW = matchMedia("(max-width: 1099px)");
