/** Address of a rule's page: what it finds, why it matters, how to fix it. `manual` is the folder of the docs. */
export function rulePage(manual: string, rule: string): string {
  return `${manual}/rules/${rule}.md`;
}
