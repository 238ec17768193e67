import type { Duty } from '#app/domain/accounts/actor.ts';
import { ToldLetter } from '#app/ui/cases/told-letter.tsx';

export interface ShownToldBefore {
  readonly people: readonly { readonly name: string; readonly duty: Duty }[];
  readonly letter: { readonly subject: string; readonly paragraphs: readonly string[] } | null;
}

/** Who will be told by the button below, and the words they will read. */
export function ToldBefore({ told }: { readonly told: ShownToldBefore | null | undefined }) {
  return <ToldLetter told={told ?? undefined} />;
}
