"""The field through which every photograph is kept, whoever keeps it: a form of the CMS, a command, a test."""

from PIL import Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from pictures.developing import developed


class PhotographFile(WagtailImageFieldFile):
    def save(self, name, content, save=True):
        """Keep what `developed` makes of the content. Raises NotAPhotograph."""
        if not getattr(content, "is_developed", False):
            content = developed(content, name)
            name = content.name
        super().save(name, content, save)

    def get_image_dimensions(self):
        """From the head of the file alone; Wagtail reads every point of it."""
        close = self.closed
        try:
            self.open()
            with Image.open(self) as image:
                return image.size
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class PhotographField(WagtailImageField):
    attr_class = PhotographFile
