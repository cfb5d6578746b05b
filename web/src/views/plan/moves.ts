// A card moves to its new rank, so that one sees which one passed which.
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { calm } from "../../frame/preferences.ts";

export function useMoves(list: RefObject<HTMLElement | null>, order: readonly unknown[]): void {
  const before = useRef(new Map<Element, number>());
  useLayoutEffect(() => {
    const now = new Map<Element, number>();
    for (const card of list.current?.children ?? []) {
      const top = (card as HTMLElement).offsetTop;
      const was = before.current.get(card);
      now.set(card, top);
      if (was !== undefined && was !== top && !calm.matches) {
        card.animate([{ transform: `translateY(${was - top}px)` }, { transform: "none" }], {
          duration: 150,
          easing: "ease-out",
        });
      }
    }
    before.current = now;
  }, [list, order]);
}
