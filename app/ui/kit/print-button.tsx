import type { ReactNode } from 'react';
import { Button } from '#app/ui/kit/button.tsx';
import { useEnhanced } from '#app/ui/kit/enhanced.ts';

/** Opens the print dialogue; without JavaScript the menu of the browser prints the same page, so nothing is shown. */
export function PrintButton({ children }: { children: ReactNode }) {
  return useEnhanced() ? (
    <Button icon="print" onClick={() => window.print()}>
      {children}
    </Button>
  ) : null;
}
