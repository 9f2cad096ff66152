"""Which files of front-end packages are served: address → folder in node_modules, the names of those that pages use."""

PACKAGE_FILES = {
    "vendor/leaflet": ("leaflet/dist", ["*"]),
    "vendor/markercluster": ("leaflet.markercluster/dist", ["*"]),
    "vendor/htmx": ("htmx.org/dist", ["*"]),
    "vendor/tokens": ("@digital-go-jp/design-tokens/dist", ["tokens.css"]),
    "vendor/zen-kaku": ("@fontsource/zen-kaku-gothic-new", ["900.css", "files/*-900-normal.*"]),
    "vendor/dela": ("@fontsource/dela-gothic-one", ["400.css", "files/*-400-normal.*"]),
}
