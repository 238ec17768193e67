import type { ReactElement } from 'react';

const shapes = {
  late: (
    <>
      <path d="M10 2.5 18.5 17h-17z" fill="currentColor" />
      <path d="M10 8v4M10 14.6v.1" className="ico-cut" />
    </>
  ),
  clock: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M10 5.5V10l3 2" />
    </>
  ),
  check: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="m6.3 10.2 2.5 2.5 4.9-5.2" />
    </>
  ),
  doing: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M10 2a8 8 0 0 1 0 16z" fill="currentColor" stroke="none" />
    </>
  ),
  wait: (
    <path d="M5.5 2.5h9M5.5 17.5h9M6.5 2.5c0 4 7 5.5 7 7.5s-7 3.5-7 7.5M13.5 2.5c0 4-7 5.5-7 7.5s7 3.5 7 7.5" />
  ),
  return: (
    <>
      <path d="M8 4 3.5 8.5 8 13" />
      <path d="M3.5 8.5H12a4.5 4.5 0 0 1 0 9H9" />
    </>
  ),
  lock: (
    <>
      <rect x="4" y="9" width="12" height="8.5" rx="1.5" />
      <path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9" />
    </>
  ),
  todo: <circle cx="10" cy="10" r="8" />,
  stop: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M8 7v6M12 7v6" />
    </>
  ),
  no: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="m4.5 4.5 11 11" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M10 9v5M10 6.2v.1" />
    </>
  ),
  arrow: <path d="M3.5 10h13M11.5 5l5 5-5 5" />,
  back: <path d="M16.5 10h-13M8.5 5l-5 5 5 5" />,
  down: <path d="m5 7.5 5 5 5-5" />,
  sort: <path d="m6.5 8 3.5-4 3.5 4M6.5 12l3.5 4 3.5-4" />,
  'sort-up': <path d="M10 16V4M5.5 8.5 10 4l4.5 4.5" />,
  'sort-down': <path d="M10 4v12M5.5 11.500 10 16l4.5-4.5" />,
  search: (
    <>
      <circle cx="8.5" cy="8.5" r="5.5" />
      <path d="m12.7 12.7 4.3 4.3" />
    </>
  ),
  download: <path d="M10 3v10M6 9l4 4 4-4M3 16.5h14" />,
  upload: <path d="M10 13V3M6 7l4-4 4 4M3 16.5h14" />,
  external: <path d="M8 4H4v12h12v-4M11 3.500h5.500V9M16.500 3.500 9 11" />,
  user: (
    <>
      <circle cx="10" cy="6.5" r="3.5" />
      <path d="M3 17.5c.7-4 3.5-5.5 7-5.5s6.3 1.5 7 5.5" />
    </>
  ),
  menu: <path d="M3 5.5h14M3 10h14M3 14.5h14" />,
  globe: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M2 10h16M10 2c5 5 5 11 0 16M10 2c-5 5-5 11 0 16" />
    </>
  ),
  bell: (
    <>
      <path d="M4.5 14V9a5.5 5.5 0 0 1 11 0v5l1.5 1.5H3z" />
      <path d="M8.3 17.8h3.4" />
    </>
  ),
  mail: (
    <>
      <rect x="2" y="4" width="16" height="12" rx="1" />
      <path d="m2.5 5 7.5 6 7.5-6" />
    </>
  ),
  file: <path d="M5 2.500h6.500L15 6v11.500H5zM11.500 2.500V6H15M7.500 10h5M7.500 13.500h5" />,
  camera: (
    <>
      <path d="M2.5 6.5H6L7.5 4h5L14 6.500h3.500v10h-15z" />
      <circle cx="10" cy="11" r="3" />
    </>
  ),
  device: (
    <>
      <rect x="5.5" y="2" width="9" height="16" rx="1.5" />
      <path d="M9 15.5h2" />
    </>
  ),
  offline: (
    <path d="M2 7.5a12 12 0 0 1 5-3M18 7.500a12 12 0 0 0-7-3.400M5 11a8 8 0 0 1 4-2.200M15 11a8 8 0 0 0-1.500-1.100M10 15.500v.1M3 2.500l14 15" />
  ),
  calendar: (
    <>
      <rect x="3" y="4.5" width="14" height="12.5" rx="1.5" />
      <path d="M3 8.500h14M7 2.500v4M13 2.500v4" />
    </>
  ),
  edit: <path d="m4 13.500-.5 3 3-.5L16 6.500 13.500 4zM11.500 6l2.500 2.500" />,
  print: <path d="M6 7.500V3h8v4.500M6 14H3V7.500h14V14h-3M6 11.500h8V17H6z" />,
  plus: <path d="M10 4v12M4 10h12" />,
  minus: <path d="M4 10h12" />,
  x: <path d="m5 5 10 10M15 5 5 15" />,
} satisfies Record<string, ReactElement>;

/** Names of the drawn signs; `late` is the filled triangle of "past due or error". */
export type IconName = keyof typeof shapes;

/** A 20-unit line icon, hidden from screen readers: a word always stands beside it. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={className ? `ico ${className}` : 'ico'} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}
