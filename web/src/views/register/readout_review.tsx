// The review: the text beside the proposed entries, joined by what is lit, and driven by keys.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/index.ts";
import { ReadoutCard } from "./readout_card.tsx";
import { type Draft, type Keeper, type Kept, Review, type State } from "./readout_model.ts";
import { ReadoutText } from "./readout_text.tsx";

const KEYS = [
  ["J", "K", "readout.key.move"],
  ["A", null, "readout.accept"],
  ["E", null, "readout.edit"],
  ["X", null, "readout.reject"],
  ["U", null, "readout.undo"],
] as const;

/** The text stands above the cards, and leaves room for one. */
const NARROW = matchMedia("(max-width: 1099px)");

/** Focus a card and bring it into sight below what stays at the top; only the panel scrolls, never the page around it. */
function show(card: HTMLElement): void {
  card.focus({ preventScroll: true });
  const box = card.closest(".panel-body");
  if (!box) return;
  const [place, room] = [card.getBoundingClientRect(), box.getBoundingClientRect()];
  const above = place.top - room.top - Number.parseFloat(getComputedStyle(card).scrollMarginTop);
  const below = place.bottom - room.bottom + 16;
  if (NARROW.matches || above < 0) box.scrollTop += above;
  else if (below > 0) box.scrollTop += Math.min(below, above);
}

interface Props {
  draft: Draft;
  kept: Kept[];
  source: string | null;
  keeper: Keeper;
}

export function ReadoutReview({ draft, kept, source, keeper }: Props) {
  const [, draw] = useState(0);
  const review = useMemo(() => new Review(draft, kept, source, keeper, () => draw((n) => n + 1)), [draft]);
  const [at, setAt] = useState(() => review.nextOpen(-1));
  const [over, setOver] = useState<number | null>(null);
  const [editing, setEditing] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  /** The pointer rests: what scrolls past under it is not pointed at. */
  const rests = useRef(false);
  const light = (one: number | null) => !rests.current && setOver(one);
  const all = review.decisions.length;
  const decided = all - review.count("open");

  const move = (to: number) => {
    const next = Math.min(all - 1, Math.max(0, to));
    setAt(next);
    setOver(null);
    rests.current = true;
    const card = list.current?.querySelector<HTMLElement>(`[data-card="${next}"]`);
    if (card) show(card);
  };
  useLayoutEffect(() => {
    list.current?.closest(".panel-body")?.scrollTo(0, 0);
    if (at > 0) move(at);
    else list.current?.querySelector<HTMLElement>('[data-card="0"]')?.focus({ preventScroll: true });
  }, []);
  useLayoutEffect(() => {
    const card = document.activeElement; // the cards above it are lower or higher once they are decided
    if (card instanceof HTMLElement && card.dataset.card === String(at)) show(card);
  }, [review.said]);
  const decide = (one: number, state: State) => {
    const goesOn = state !== "open" && (state !== "accepted" || review.sound(one));
    void review.decide(one, state);
    move(goesOn ? review.nextOpen(one) : one);
  };
  const undo = () => void review.undo().then((back) => back !== null && move(back));
  const edit = (on: boolean, one: number) => {
    setEditing(on ? one : null);
    move(one);
  };
  const strike = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.key === "Escape" && editing !== null) {
      event.preventDefault();
      edit(false, editing);
      return;
    }
    const typing = target.closest("input, textarea, select, form") !== null;
    if (typing || editing === at || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      j: () => move(at + 1),
      k: () => move(at - 1),
      Home: () => move(0),
      End: () => move(all - 1),
      a: () => review.decisions[at]?.state !== "accepted" && decide(at, "accepted"),
      e: () => edit(true, at),
      x: () => review.decisions[at]?.state !== "rejected" && decide(at, "rejected"),
      u: undo,
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? acts[LATIN[event.code] ?? ""];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const lit = over ?? at;
  return (
    <div
      class="review"
      onPointerMove={({ movementX, movementY }) => {
        if (movementX !== 0 || movementY !== 0) rests.current = false;
      }}
    >
      <ReadoutText draft={draft} lit={lit} follow={over === null} onLight={light} onChoose={move} />
      <section class="review-entries" aria-label={t("readout.entries")}>
        <div class="review-count">
          <div class="review-head">
            <p>
              <b>{t("readout.count", { n: all, decided })}</b>
              <span class="note">{` · ${t("readout.accepted", { n: review.count("accepted") })}`}</span>
            </p>
            <button type="button" disabled={!review.canUndo} aria-keyshortcuts="U" onClick={undo}>
              {t("readout.undo")}
            </button>
          </div>
          <progress max={all} value={decided} aria-label={t("readout.count", { n: all, decided })} />
          <p class="note keys">
            {KEYS.map(([key, other, name]) => (
              <span key={key}>
                <kbd>{key}</kbd>
                {other && <kbd>{other}</kbd>} {t(name)}
              </span>
            ))}
          </p>
          <p class="only-read" role="status">
            {review.said &&
              `${t(`readout.said.${review.said.outcome}`, { n: review.said.at + 1 })} ${t("readout.count", { n: all, decided })}`}
          </p>
          {review.said?.outcome === "problem" && (
            <p class="wrong">{t("readout.said.problem", { n: review.said.at + 1 })}</p>
          )}
        </div>
        {draft.problems.map((line) => (
          <p key={line} class="wrong" lang="en">
            {line}
          </p>
        ))}
        {decided === all && <p class="note">{t("readout.allDone")}</p>}
        <ol ref={list} class="review-list" onKeyDown={strike}>
          {review.decisions.map((one, index) => (
            <ReadoutCard
              key={index}
              of={one}
              at={index}
              chosen={index === at}
              lit={index === lit}
              editing={editing === index}
              onFocus={() => setAt(index)}
              onLight={light}
              onAccept={() => decide(index, "accepted")}
              onReject={() => decide(index, "rejected")}
              onOpen={() => decide(index, "open")}
              onAgain={() => void review.again(index)}
              onEdit={(values) => {
                if (values) void review.edit(index, values);
                edit(false, index);
              }}
              onEditing={(on) => edit(on, index)}
            />
          ))}
        </ol>
      </section>
    </div>
  );
}

/** The same keys where a keyboard writes other letters, as the Kazakh and the Russian one. */
const LATIN: Record<string, string> = { KeyJ: "j", KeyK: "k", KeyA: "a", KeyE: "e", KeyX: "x", KeyU: "u" };
