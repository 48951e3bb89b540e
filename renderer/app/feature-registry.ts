import type { Feature, PaletteHook } from './feature.ts'

let registered: readonly Feature[] = []

/** Sets the features of this page, once, before the first render. */
export function registerFeatures(features: readonly Feature[]): void {
  registered = [...features].sort((a, b) => (a.nav?.order ?? 99) - (b.nav?.order ?? 99))
}

/** The features of this page in the order of the navigation. */
export function allFeatures(): readonly Feature[] {
  return registered
}

let lateHooks: readonly PaletteHook[] = []

/** Loads what features add to the palette; the palette shows only after that. */
export async function loadPaletteHooks(): Promise<void> {
  lateHooks = await Promise.all(registered.flatMap(({ latePaletteItems }) => latePaletteItems?.() ?? []))
}

/** The hooks of all features for the palette, the same in each render. */
export function paletteHooks(): readonly { readonly itemsFor: PaletteHook }[] {
  const eager = registered.flatMap(({ usePaletteItems }) => usePaletteItems ?? [])
  return [...lateHooks, ...eager].map((itemsFor) => ({ itemsFor }))
}

/** Whether a feature provides this overlay, so that a button for it makes sense. */
export function hasOverlay(id: string): boolean {
  return registered.some((feature) => feature.overlays !== undefined && Object.hasOwn(feature.overlays, id))
}

/** Starts loading the code of an overlay that the user is about to open. */
export function preloadOverlay(id: string): void {
  for (const { overlays } of registered) if (overlays !== undefined) overlays[id]?.preload?.()
}

export function hasScreen(id: string): boolean {
  return registered.some((feature) => feature.id === id && feature.screen !== undefined)
}
