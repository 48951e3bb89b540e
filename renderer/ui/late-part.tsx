import { createElement, useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'

let waitForParts: (() => Promise<void>) | undefined

/**
 * Says what must have arrived before the code of any part is asked for. Called before the first render: without it no part is
 * shown, so that none comes from somebody whom nobody checked.
 */
export function setPartLoader(load: () => Promise<void>): void {
  waitForParts = load
}

/** A component whose code comes when it is first shown, or before that: `preload`, such as under the pointer. */
export type Late<Props> = ComponentType<Props> & { preload(): void }

/** The code of a part did not arrive: the host is away, or was replaced by another version. */
export class NotLoaded extends Error {
  override name = 'NotLoaded'
}

export interface LateModule<Module> {
  /** Starts to load the code. Where that fails, showing a part tries again and tells. */
  preload(): void
  /** A component of the module; nothing stands in its place until the code is there. */
  part<Props extends object>(choose: (module: Module) => ComponentType<Props>): Late<Props>
}

/**
 * Parts of the page in a file of their own. It does what `lazy` of React does but for one thing: React keeps a fallback
 * for 300 ms once it showed it, however soon the code arrives, and no screen, dialog or menu of local files may take that
 * long. A failed import goes to the error boundary; showing the part again tries again.
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
      // Nothing is shown yet, so there is nobody to tell; the part asks again when it is.
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

/** One component out of a file of its own, see `lateModule`. */
export function late<Module, Props extends object>(
  load: () => Promise<Module>,
  choose: (module: Module) => ComponentType<Props>,
): Late<Props> {
  return lateModule(load).part(choose)
}
