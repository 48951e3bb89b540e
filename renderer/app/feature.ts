import type { ComponentType, ReactNode } from 'react'
import type { OverlayInput } from './overlays.ts'

export interface NavCount {
  readonly value: number
  /** Red, for things that are wrong. */
  readonly bad?: boolean
}

/** One line of the command palette. */
export interface PaletteItem {
  readonly id: string
  readonly section: string
  /** What is matched and shown. */
  readonly label: string
  readonly detail?: ReactNode
  readonly icon?: ReactNode
  /** Keys that do the same elsewhere, such as `['Ctrl', 'N']`. */
  readonly keys?: readonly string[] | undefined
  readonly right?: ReactNode
  /** More words to find it by, such as what other tools call it. */
  readonly also?: string
  /** Takes something away: never the line that Enter would do before it was chosen. */
  readonly dangerous?: boolean
  /** The feature has matched it to the query itself; other lines are shown when their label has every word of it. */
  readonly matched?: boolean
  run(): void
  /** What Tab offers for this line. */
  more?(): readonly PaletteItem[]
}

export interface OverlayProps {
  readonly input: OverlayInput
  close(): void
}

/** A column of numbers in the list of profiles. */
export interface ProfileColumn {
  readonly label: string
  /** A hook: numbers by name of a profile, the same map while they are the same. Undefined: nothing to count, no column. */
  readonly useCounts: () => ReadonlyMap<string, number> | undefined
}

export type PaletteHook = (query: string) => readonly PaletteItem[]

/** What a feature folder gives the shell: `NAME-feature.tsx` exports it as `feature`. */
export interface Feature {
  readonly id: string
  /** A line in the navigation; a feature without a screen has none. */
  readonly nav?: {
    readonly label: string
    readonly icon: ComponentType<{ readonly className?: string }>
    /** Profiles 1, Stacks 2, Sessions 3, Health 4, History 5, Settings 6: also the digit of its shortcut. */
    readonly order: number
    /** A hook: called on each render of the navigation. */
    readonly useCount?: () => NavCount | undefined
  }
  /** With `preload` where its code comes late: called when the pointer or the focus is on its line in the navigation. */
  readonly screen?: ComponentType & { preload?(): void }
  /** Overlays by id, mounted while open. */
  readonly overlays?: Readonly<Record<string, ComponentType<OverlayProps> & { preload?(): void }>>
  /** Shows the change that waits in `openReview` and writes it on the user's word; one feature brings it. */
  readonly reviewSheet?: ComponentType
  /** A hook: what the feature adds to the command palette for a query. */
  readonly usePaletteItems?: PaletteHook
  /** The same where its code comes with the palette and not with the first screen. */
  readonly latePaletteItems?: () => Promise<PaletteHook>
  /** What the feature adds below the sections of a profile; brings its own `Section`, or nothing. */
  readonly profileSection?: ComponentType<{ readonly name: string }>
  readonly profileColumn?: ProfileColumn
  /** Whether something was typed that is not saved: asked before the tab goes. */
  hasUnsaved?(): boolean
  /** Keys that work on every screen, such as `Mod+I`. */
  readonly shortcuts?: readonly {
    readonly keys: string
    run(): void
  }[]
}
