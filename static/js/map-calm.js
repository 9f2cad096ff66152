// Before a map is made: whoever asked the system for less motion gets a map that jumps instead of gliding.
if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
  L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
  if (L.MarkerClusterGroup) L.MarkerClusterGroup.mergeOptions({ animate: false });
}
