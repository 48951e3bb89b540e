import { Search } from 'lucide-react'
import { Keys } from '../ui/key-caps.tsx'
import { Brand } from './brand.tsx'
import { hasOverlay, preloadOverlay } from './feature-registry.ts'
import { openOverlay } from './overlays.ts'
import { Pass } from './profile-pass.tsx'

/** Brand, the palette's button, and the pass of the active profile. */
export function Header() {
  return (
    <header className="header-frame">
      <Brand />
      <div className="header">
        {hasOverlay('palette') && (
          <button
            type="button"
            className="search"
            aria-haspopup="dialog"
            onPointerEnter={() => preloadOverlay('palette')}
            onClick={() => openOverlay('palette')}
          >
            <Search aria-hidden="true" />
            <span className="grow truncate">Search or run a command</span>
            <Keys keys={['Mod', 'K']} />
          </button>
        )}
        <span className="grow" />
        <Pass />
      </div>
    </header>
  )
}
