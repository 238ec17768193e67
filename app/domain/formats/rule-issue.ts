/** What a rule found. `code` is stable for programs, `messageId` with `params` is what people read. */
export interface RuleIssue {
  code: string;
  messageId: string;
  severity: 'error' | 'warning';
  params: Record<string, string | number>;
  /** The line, task or area concerned, when there is one. */
  subject?: string;
}

/** True when nothing stops the step; warnings do not. */
export function hasNoErrors(issues: readonly { severity: 'error' | 'warning' }[]): boolean {
  return issues.every((issue) => issue.severity !== 'error');
}
