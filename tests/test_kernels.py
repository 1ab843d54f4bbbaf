"""`make kernels` runs the lessons under each kernel and reports differences."""

import kernels

WRONG = """
import os

def test_that_differs():
    assert os.environ.get("OPENBLAS_CORETYPE") != "Nehalem", "92 is 90"
"""


def test_what_differs_is_said(tmp_path, monkeypatch, capsys):
    file = tmp_path / "test_numbers.py"
    file.write_text(WRONG)
    one, other = {"OPENBLAS_CORETYPE": "Haswell"}, {"OPENBLAS_CORETYPE": "Nehalem"}
    monkeypatch.setattr(kernels, "kernels", lambda: {"one": one, "other": other})
    monkeypatch.setattr(kernels, "CHECKS", ([str(file), "--rootdir", str(tmp_path)],))
    assert kernels.main(["-n", "0"]) == 1
    said = capsys.readouterr().out
    assert "one: all the same\n" in said and "other: 1 differ\n" in said
    assert "test_numbers.py::test_that_differs" in said and "92 is 90" in said


def test_what_cannot_run_is_no_kernel():
    assert kernels.kernels()["as it is"] == {}
    assert not kernels.runs({"PYTHONHOME": "/nowhere"})


def test_a_run_that_cannot_begin_is_no_success():
    (said,) = kernels.failures({}, ["tests/no_such_file.py"])
    assert "no_such_file" in said
