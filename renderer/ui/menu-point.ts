/** Where a menu opens that has no button: a point of the window, in pixels. */
export interface MenuPoint {
  readonly x: number
  readonly y: number
}
