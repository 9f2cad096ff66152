"""Files of front-end packages as static files: only those that pages use, not all that a package brings."""

from fnmatch import fnmatch
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage


class PackageFinder(FileSystemFinder):
    """Finds `settings.PACKAGE_FILES`: a prefix of addresses → (a folder below settings.NODE, patterns of its files)."""

    def __init__(self, app_names=None, *args, **kwargs):
        wanted = {prefix: (settings.NODE / folder, names) for prefix, (folder, names) in settings.PACKAGE_FILES.items()}
        self.locations = [(prefix, str(folder)) for prefix, (folder, _names) in wanted.items() if folder.exists()]
        self.patterns = {prefix: names for prefix, (_folder, names) in wanted.items()}
        self.storages = {folder: FileSystemStorage(location=folder) for _prefix, folder in self.locations}
        for prefix, folder in self.locations:
            self.storages[folder].prefix = prefix

    def check(self, **kwargs):
        return []

    def find_location(self, root, path, prefix=None):
        found = super().find_location(root, path, prefix)
        return found if found and self._is_wanted(prefix, str(Path(found).relative_to(root))) else None

    def list(self, ignore_patterns):
        for path, storage in super().list(ignore_patterns):
            if self._is_wanted(storage.prefix, path):
                yield path, storage

    def _is_wanted(self, prefix, path):
        return any(fnmatch(path, pattern) for pattern in self.patterns[prefix])
