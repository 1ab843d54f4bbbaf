"""A stored lesson where there are no widgets, no script and no network, and its print as PDF."""

import re

import interactives
import pytest
from nbconvert.exporters import HTMLExporter

PICTURE = "data:image/png;base64,"


@pytest.fixture(scope="module")
def plain_page(browser):
    page = browser.new_page(java_script_enabled=False)
    page.route(re.compile("^http"), lambda route: route.abort())
    yield page
    page.close()


@pytest.mark.parametrize("lesson", ["05_six_neurons.ipynb", "zh/05_six_neurons.ipynb"])
def test_the_pictures_are_there(plain_page, lesson, tmp_path):
    html, _ = HTMLExporter(template_name="classic").from_filename(interactives.NOTEBOOKS / lesson)
    (tmp_path / "lesson.html").write_text(html, encoding="utf-8")
    plain_page.goto((tmp_path / "lesson.html").as_uri())
    pictures = plain_page.locator(f"img[src^='{PICTURE}']").all()
    assert len(pictures) == html.count(f'src="{PICTURE}') > 0
    for picture in pictures:
        assert picture.evaluate("img => img.complete && img.naturalWidth > 0")
        assert picture.bounding_box()["width"] > 400
    assert plain_page.get_by_text("Run All Cells").first.is_visible()
    pdf = plain_page.pdf()
    images, masks = pdf.count(b"/Subtype /Image"), pdf.count(b"/SMask ")
    assert images - masks >= len(pictures)
