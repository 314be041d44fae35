"""A made document as a scanner or a phone gives it: pages a little turned, blurred and noisy, in a PDF of images."""

from pathlib import Path
from random import Random

from tests.documents.made import Made
from tests.documents.writers.pdf import write_pdf

_DPI = 170


def write_scan(made: Made, folder: Path) -> Path:
    """Write the .pdf of images."""
    import numpy as np
    import pypdfium2
    from PIL import Image, ImageFilter

    random = Random(made.habits)
    noise = np.random.default_rng(made.habits)
    source = write_pdf(made, folder)
    pages = []
    with pypdfium2.PdfDocument(source) as document:
        for page in document:
            image = page.render(scale=_DPI / 72).to_pil().convert("L")
            image = image.rotate(random.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=255)
            image = image.filter(ImageFilter.GaussianBlur(random.uniform(0.2, 0.7)))
            dots = np.asarray(image, dtype="float32") + noise.normal(
                0, random.uniform(2, 8), (image.height, image.width)
            )
            pages.append(Image.fromarray(dots.clip(0, 255).astype("uint8")))
    pages[0].save(source, save_all=True, append_images=pages[1:], resolution=_DPI, quality=80)
    return source
