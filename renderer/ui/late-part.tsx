import { createElement, useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'

let waitForParts: (() => Promise<void>) | undefined

/**
 * Sets what must arrive before the code of any part loads. Called before the first render: without it no part shows, so that
 * none comes from an unchecked host.
 */
export function setPartLoader(load: () => Promise<void>): void {
  waitForParts = load
}

/** A component whose code loads when it first shows, or earlier with `preload`, such as on hover. */
export type Late<Props> = ComponentType<Props> & { preload(): void }

/** The code of a part did not load: the host is gone, or was replaced by another version. */
export class NotLoaded extends Error {
  override name = 'NotLoaded'
}

export interface LateModule<Module> {
  /** Starts loading the code. If that fails, showing a part tries again and reports the error. */
  preload(): void
  /** A component of the module; shows nothing until the code has loaded. */
  part<Props extends object>(choose: (module: Module) => ComponentType<Props>): Late<Props>
}

/**
 * Parts of the page in a separate file. Like React's `lazy`, with one difference: React keeps a fallback for 300 ms once it
 * is shown, however soon the code arrives, which is too long for local screens, dialogs and menus. A failed import goes to
 * the error boundary; showing the part again tries again.
 */
export function lateModule<Module>(load: () => Promise<Module>): LateModule<Module> {
  let module: Module | undefined
  const listeners = new Set<() => void>()
  const arrive = async () => {
    if (module !== undefined) return
    if (waitForParts === undefined) throw new Error('the page did not say how parts are loaded')
    await waitForParts()
    module = await load()
    listeners.forEach((listener) => listener())
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const preload = () => {
    arrive().catch(() => {
      // Nothing is shown yet, so do not report it; showing the part tries again.
    })
  }
  return {
    preload,
    part<Props extends object>(choose: (module: Module) => ComponentType<Props>) {
      const Part = (props: Props) => {
        const arrived = useSyncExternalStore(subscribe, () => module)
        const [failure, setFailure] = useState<NotLoaded>()
        useEffect(() => {
          if (arrived !== undefined) return
          arrive().catch((error: Error) => setFailure(new NotLoaded(error.message, { cause: error })))
        }, [arrived])
        if (failure !== undefined) throw failure
        return arrived === undefined ? null : createElement(choose(arrived), props)
      }
      return Object.assign(Part, { preload })
    },
  }
}

/** One component from a separate file, see `lateModule`. */
export function late<Module, Props extends object>(
  load: () => Promise<Module>,
  choose: (module: Module) => ComponentType<Props>,
): Late<Props> {
  return lateModule(load).part(choose)
}
