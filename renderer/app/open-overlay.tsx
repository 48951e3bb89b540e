import { allFeatures } from './feature-registry.ts'
import { closeOverlay, useOpenOverlay } from './overlays.ts'

/** The open overlay, from whichever feature provides it. */
export function OpenOverlay() {
  const open = useOpenOverlay()
  if (open === undefined) return null
  const Overlay = allFeatures().find((feature) => feature.overlays?.[open.id] !== undefined)?.overlays?.[
    open.id
  ]
  if (Overlay === undefined) return null
  return <Overlay input={open.input} close={() => closeOverlay(open.id)} />
}
