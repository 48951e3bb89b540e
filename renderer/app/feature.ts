import type { ComponentType, ReactNode } from 'react'
import type { OverlayInput } from './overlays.ts'

export interface NavCount {
  readonly value: number
  /** Red, for problems. */
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
  /** More search words, such as names that other tools use. */
  readonly also?: string
  /** Removes something: never preselected for Enter. */
  readonly dangerous?: boolean
  /** The feature has already matched it to the query; other lines show if their label contains every word of the query. */
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
  /** A hook: numbers by profile name, the same map while they do not change. Undefined: nothing to count, no column. */
  readonly useCounts: () => ReadonlyMap<string, number> | undefined
}

export type PaletteHook = (query: string) => readonly PaletteItem[]

/** What a feature folder provides to the page shell: `NAME-feature.tsx` exports it as `feature`. */
export interface Feature {
  readonly id: string
  /** A line in the navigation; absent for a feature without a screen. */
  readonly nav?: {
    readonly label: string
    readonly icon: ComponentType<{ readonly className?: string }>
    /** Profiles 1, Stacks 2, Sessions 3, Health 4, History 5, Settings 6: also the digit of its shortcut. */
    readonly order: number
    /** A hook: called on each render of the navigation. */
    readonly useCount?: () => NavCount | undefined
  }
  /** Has `preload` if its code loads late: called when the pointer or the focus is on its line in the navigation. */
  readonly screen?: ComponentType & { preload?(): void }
  /** Overlays by id, mounted while open. */
  readonly overlays?: Readonly<Record<string, ComponentType<OverlayProps> & { preload?(): void }>>
  /** Shows the change that waits in `openReview` and writes it when the user confirms; one feature provides it. */
  readonly reviewSheet?: ComponentType
  /** A hook: what the feature adds to the command palette for a query. */
  readonly usePaletteItems?: PaletteHook
  /** The same if its code loads with the palette and not with the first screen. */
  readonly latePaletteItems?: () => Promise<PaletteHook>
  /** What the feature adds below the sections of a profile; renders its own `Section`, or nothing. */
  readonly profileSection?: ComponentType<{ readonly name: string }>
  readonly profileColumn?: ProfileColumn
  /** Whether there is unsaved input: checked before the tab closes. */
  hasUnsaved?(): boolean
  /** Keys that work on every screen, such as `Mod+I`. */
  readonly shortcuts?: readonly {
    readonly keys: string
    run(): void
  }[]
}
