import { lazy } from 'react'
import type { Feature } from '../../app/feature.ts'

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })))

export const feature: Feature = { id: 'palette', overlays: { palette: Palette } }
