export function defineTool(tool) {
  return tool;
}
