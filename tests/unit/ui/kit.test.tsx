import { describe, expect, it } from 'vitest';
import { Diff } from '#app/ui/kit/diff.tsx';
import { Header } from '#app/ui/kit/header.tsx';
import { Clock, Ruler } from '#app/ui/kit/ruler.tsx';
import { StepIndicator } from '#app/ui/kit/step-indicator.tsx';
import { Table, type TableColumn } from '#app/ui/kit/table.tsx';
import { diffWords } from '#app/ui/kit/text-diff.ts';
import { markup } from './render.tsx';

function ticksOf(html: string, name: string): number {
  const path = new RegExp(`<path class="${name}" d="([^"]*)"`).exec(html)?.[1] ?? '';
  return (path.match(/M/g) ?? []).length;
}

describe('the promise ruler', () => {
  it('says the days used and left, and draws one tick for each', () => {
    const html = markup(<Clock used={6} promise={10} />);
    expect(html).toContain('6일 / 10일');
    expect(html).toContain('4일 남음');
    expect([ticksOf(html, 'u'), ticksOf(html, 't'), ticksOf(html, 'r'), ticksOf(html, 'o')]).toEqual([5, 1, 4, 0]);
    expect(html).toMatch(/<svg class="ruler"[^>]*aria-hidden="true"/);
  });

  it('says how late it is and shows no blue tick then', () => {
    const html = markup(<Clock used={13} promise={10} />);
    expect(html).toContain('3일 지남');
    expect([ticksOf(html, 'u'), ticksOf(html, 't'), ticksOf(html, 'o')]).toEqual([10, 0, 3]);
  });

  it('stands still without a blue tick', () => {
    const html = markup(<Clock used={4} promise={7} stopped />);
    expect(html).toContain('멈춤');
    expect([ticksOf(html, 'u'), ticksOf(html, 't'), ticksOf(html, 'r')]).toEqual([4, 0, 3]);
  });

  it('says the last day in words', () => {
    expect(markup(<Clock used={10} promise={10} />)).toContain('오늘까지');
    expect(markup(<Clock used={1} promise={2} />, 'en')).toContain('1 day left');
  });

  it('draws the first day before anything is used', () => {
    const html = markup(<Ruler used={0} promise={5} />);
    expect([ticksOf(html, 'u'), ticksOf(html, 't'), ticksOf(html, 'r')]).toEqual([0, 0, 5]);
  });
});

interface Row {
  id: string;
  name: string;
  sum: number;
}
const columns: readonly TableColumn<Row>[] = [
  { id: 'name', header: 'Name', cell: (row) => <a href={`/x/${row.id}`}>{row.name}</a>, rowHeader: true, sortKey: 'name' },
  { id: 'sum', header: 'Sum', cell: (row) => row.sum, kind: 'number', sortKey: 'sum' },
  { id: 'plain', header: 'Plain', cell: () => '-' },
];
const rows: readonly Row[] = [
  { id: '1', name: 'Nuri', sum: 3 },
  { id: '2', name: 'Hanbit', sum: 1 },
];

describe('a table', () => {
  const html = markup(
    <Table caption="Firms" columns={columns} rows={rows} rowKey={(row) => row.id} sort={{ key: 'sum', direction: 'desc' }} sortTo={(sort) => `?sort=${sort.key}.${sort.direction}`} selection={{ name: 'ids', label: (row) => `Choose ${row.name}` }} />,
  );

  it('marks only the sorted head and offers the other direction', () => {
    expect(html.match(/aria-sort=/g)).toHaveLength(1);
    expect(html).toMatch(/aria-sort="descending"><a[^>]*href="\/\?sort=sum\.asc"/);
    expect(html).toContain('sort=name.asc');
  });

  it('keeps the order of the server', () => {
    expect(html.indexOf('Nuri')).toBeLessThan(html.indexOf('Hanbit'));
  });

  it('has a caption, scopes and roles that survive folding', () => {
    expect(html).toContain('<caption class="sr-only">Firms</caption>');
    expect(html.match(/scope="row"/g)).toHaveLength(2);
    expect(html).toContain('role="rowheader"');
    expect(html).toContain('data-label="Sum"');
  });

  it('names each checkbox and gives it the key of its row', () => {
    expect(html).toMatch(/name="ids"[^>]*value="1"/);
    expect(html).toContain('Choose Hanbit');
  });

  it('shows what stands in for no rows', () => {
    expect(markup(<Table caption="x" columns={columns} rows={[]} rowKey={(row) => row.id} empty={<p>Nothing yet</p>} />)).toBe('<p>Nothing yet</p>');
  });
});

describe('page pieces', () => {
  it('say the position in a process in words', () => {
    const html = markup(<StepIndicator label="Process" steps={[{ label: 'A', status: 'done' }, { label: 'B', status: 'active' }, { label: 'C', status: 'todo' }]} />);
    expect(html).toContain('3단계 중 2단계');
    expect(html).toContain('aria-current="step"');
  });

  it('mark the changed words of a text', () => {
    expect(diffWords('two machines fail', 'two machines often fail')).toEqual([
      { kind: 'same', text: 'two machines ' },
      { kind: 'added', text: 'often ' },
      { kind: 'same', text: 'fail' },
    ]);
    const html = markup(<Diff items={[{ key: 'a', title: 'A', before: 'old', after: 'new' }]} />);
    expect(html).toContain('<del>old</del>');
    expect(html).toContain('<ins>new</ins>');
  });

  it('mark the longest matching entry of the menu as current', () => {
    const html = markup(<Header brand="Portal" brandTo="/" nav={[{ to: '/', label: 'Home' }, { to: '/list', label: 'List' }]} language={{ action: '/language', locale: 'en', label: 'English' }} />);
    expect(html).toMatch(/aria-current="page"[^>]*href="\/"|href="\/"[^>]*aria-current="page"/);
    expect(html).not.toMatch(/style=/);
  });
});
