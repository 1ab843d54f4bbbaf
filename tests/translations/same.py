"""What is written the same in every language, whatever the words around it."""

import re

NUMBER = re.compile(r"−?\d+(?:[.,]\d+)*")
SIGN = re.compile(r"[−=+×·%√∂σΣηθλε∇Δ′½¼→≤≥≈≠∞ŷ✓✗…⁰¹²³⁴⁵⁶⁷⁸⁹⁻]")
