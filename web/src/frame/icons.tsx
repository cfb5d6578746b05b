// Small line icons; each is decoration beside a word or inside a labelled button.
const PATHS = {
  plan: "M5 19c7 0 4-13 8-13s3 6 6 6M5 19a2 2 0 1 0 0-.01M19 12a2 2 0 1 0 0-.01",
  network: "M6 6l12 3M6 6l3 12M18 9l-9 9M6 6a2 2 0 1 0 0-.01M18 9a2 2 0 1 0 0-.01M9 18a2 2 0 1 0 0-.01",
  register: "M6 4h9l4 4v12H6zM9 11h7M9 15h7M14 4v5h5",
  data: "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  whole: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  settings:
    "M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  up: "M6 15l6-6 6 6",
  right: "M9 6l6 6-6 6",
  left: "M15 6l-6 6 6 6",
  swap: "M8 5v14M8 5L5 8M8 5l3 3M16 19V5M16 19l-3-3M16 19l3-3",
  rail: "M7 4h10v11H7zM7 10h10M9 19l-2 2M15 19l2 2M8 15l-1 3h10l-1-3",
  road: "M3 7h11v9H3zM14 10h4l3 3v3h-7M7 18a1.8 1.8 0 1 0 0-.01M17 18a1.8 1.8 0 1 0 0-.01",
  sea: "M4 14h16l-2 5H6zM7 14V9h4v5M11 14V6h4v8",
  air: "M12 3v18M12 9l-9 5M12 9l9 5M12 18l-3 3M12 18l3 3",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  save: "M6 4h12v16l-6-4-6 4z",
  sheet: "M6 4h9l4 4v12H6zM9 12h7M9 16h4",
  medicine: "M8 4h8M9 4v4l-3 3v9h12v-9l-3-3V4M9 15h6M12 12v6",
  energy: "M13 3L5 14h6l-1 7 8-11h-6z",
  transport: "M4 17V8h10v9M14 11h4l2 3v3h-6M7 19a2 2 0 1 0 0-.01M17 19a2 2 0 1 0 0-.01",
  education: "M3 9l9-4 9 4-9 4zM7 11v5c3 2 7 2 10 0v-5",
  food: "M12 8c-4-3-8 1-7 6 1 4 4 7 7 5 3 2 6-1 7-5 1-5-3-9-7-6zM12 8c0-2 1-3 3-4",
  construction: "M4 20h16M5 20v-6h6v6M11 14h8v6M8 14V8h7v6",
  other: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
  search: "M11 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM15.5 15.5L20 20",
  warning: "M12 4l9 16H3zM12 10v5M12 17.5v.5",
  calendar: "M5 6h14v14H5zM5 10h14M9 4v4M15 4v4",
  eye: "M2 12s4-6.5 10-6.5S22 12 22 12s-4 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6z",
  check: "M5 12l5 5 9-10",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
