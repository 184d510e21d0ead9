export function startProbe(): void {}
