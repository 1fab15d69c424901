const PAGES = 'https://github.com/outlive-js/eslint-plugin-outlive/blob/main/docs/rules';

/** The page that explains a rule. */
export function docsOf(rule: string): string {
  return `${PAGES}/${rule}.md`;
}
