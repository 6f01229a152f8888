export async function runWorkbench(): Promise<[]> { return []; }
