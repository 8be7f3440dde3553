"""A finished PDF → a copy whose CMYK is turned into sRGB through the file's own output intent.

Renderers guess at DeviceCMYK. The copy shows what the printing condition gives; it knows nothing
of who made the file. What it cannot turn (spots, colours set in forms) stays as it is.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
from pikepdf import Array, Name, Operator, String
from PIL import Image, ImageChops, ImageCms

from cimaise.resources.profiles import Profile, carried_srgb, profile_from, transform

TURNED_OPERATORS = {"k": Operator("rg"), "K": Operator("RG")}
CMYK_OPERATORS = re.compile(rb"\s([kK])(?=\s|$)")
NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
# Pillow's names for palette samples of so many bits.
PACKED = {1: "P;1", 2: "P;2", 4: "P;4", 8: "P"}
STRIP_ROWS = 64
# Four numbers of any sensible length, and the room between them.
LONGEST_OPERANDS = 120
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
Shares = tuple[float, ...]


def screen_copy(source: Path, width_px: int) -> bytes:
    """The bytes of the copy, pictures reduced to what a page `width_px` wide can show.

    A file without a CMYK output intent comes back as it is. Raises OSError, or pikepdf's
    PdfError where the file is no PDF.
    """
    with pikepdf.open(source) as pdf:
        profile = _output_profile(pdf)
        if profile is None:
            return source.read_bytes()
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(_content(page, profile))
            for image in page.get_images().values():
                _turn_image(image, profile, width_px)
        buffer = io.BytesIO()
        pdf.save(buffer, compress_streams=False)
        return buffer.getvalue()


def _output_profile(pdf: pikepdf.Pdf) -> Profile | None:
    for intent in pdf.Root.get("/OutputIntents", Array([])):
        stream = intent.get("/DestOutputProfile")
        if stream is not None:
            try:
                profile = profile_from(stream.read_bytes())
            except ValueError:
                continue
            if profile.space == "CMYK":
                return profile
    return None


def _content(page: pikepdf.Page, profile: Profile) -> bytes:
    """The page's content, its CMYK turned."""
    page.contents_coalesce()
    written = page.obj.Contents.read_bytes()
    # Without literal strings, inline images and comments, all that looks like an operator is one,
    # and finding it is ten times as quick as parsing.
    if not any(sign in written for sign in (b"(", b"BI", b"%")):
        return _turned_where_written(written, profile)
    instructions = list(pikepdf.parse_content_stream(page))
    return pikepdf.unparse_content_stream(_turned(instructions, profile))


def _turned_where_written(written: bytes, profile: Profile) -> bytes:
    places: list[tuple[int, int, Shares, bytes]] = []
    for match in CMYK_OPERATORS.finditer(written):
        start = max(0, match.start() - LONGEST_OPERANDS)
        words = written[start : match.start()].rsplit(None, 4)
        # The first of the four must be seen to begin.
        whole = len(words) == 5 or (len(words) == 4 and start == 0)
        if whole and all(NUMBER.fullmatch(word) for word in words[-4:]):
            begun = start + len(words[0]) if len(words) == 5 else 0
            shares = tuple(float(word) for word in words[-4:])
            places.append((begun, match.end(), shares, match[1]))
    seen = _on_screen(sorted({shares for _, _, shares, _ in places}), profile)
    parts: list[bytes] = []
    done = 0
    for begun, end, shares, operator in places:
        screen = " ".join(f"{part:.4f}" for part in seen[shares])
        turned = f" {screen} {'rg' if operator == b'k' else 'RG'}"
        parts += [written[done:begun], turned.encode()]
        done = end
    return b"".join([*parts, written[done:]])


def _turned(instructions: list[Instruction], profile: Profile) -> list[Instruction]:
    """The same instructions, every `k` and `K` an `rg` and `RG`."""
    colours = {
        tuple(float(part) for part in instruction.operands)
        for instruction in instructions
        if str(instruction.operator) in TURNED_OPERATORS and len(instruction.operands) == 4
    }
    seen = _on_screen(sorted(colours), profile)
    turned: list[Instruction] = []
    for instruction in instructions:
        operator = TURNED_OPERATORS.get(str(instruction.operator))
        if operator is None or len(instruction.operands) != 4:
            turned.append(instruction)
            continue
        shares = seen[tuple(float(part) for part in instruction.operands)]
        operands = [pikepdf.Object.parse(f"{part:.4f}".encode()) for part in shares]
        turned.append(pikepdf.ContentStreamInstruction(operands, operator))
    return turned


def _on_screen(colours: list[Shares], profile: Profile) -> dict[Shares, Shares]:
    if not colours:
        return {}
    inks = bytes(round(max(0.0, min(1.0, part)) * 255) for shares in colours for part in shares)
    seen = _through(Image.frombytes("CMYK", (len(colours), 1), inks), profile).tobytes()
    return {
        shares: tuple(part / 255 for part in seen[place * 3 : place * 3 + 3])
        for place, shares in enumerate(colours)
    }


def _through(picture: Image.Image, profile: Profile) -> Image.Image:
    seen = ImageCms.applyTransform(picture, transform(profile, carried_srgb()))
    assert seen is not None
    return seen


def _turn_image(image: pikepdf.Object, profile: Profile, width_px: int) -> None:
    space = image.get("/ColorSpace")
    if isinstance(space, Array) and len(space) == 4 and space[0] == Name.Indexed:
        if space[1] == Name.DeviceCMYK:
            inks = bytes(space[3]) if isinstance(space[3], String) else space[3].read_bytes()
            palette = Image.frombytes("CMYK", (len(inks) // 4, 1), inks[: len(inks) // 4 * 4])
            colours = _through(palette, profile).tobytes()
            seen = _reduced(image, colours, _times(int(image.Width), width_px))
            if seen is not None:
                _show(image, seen)
            else:
                shown = Array([Name.Indexed, Name.DeviceRGB, space[2], String(colours)])
                image.ColorSpace = shown
        return
    if space != Name.DeviceCMYK or image.get("/BitsPerComponent") != 8:
        return
    picture = _decoded(image, width_px)
    if picture is None:
        return
    _show(image, _through(picture, profile))


def _times(pixels: int, width_px: int) -> int:
    """How many times too fine a row is for a page that shows `width_px` of it."""
    # Half as many again: the renderer's own reduction blurs a little.
    return int(pixels / (1.5 * width_px))


def _show(image: pikepdf.Object, seen: Image.Image) -> None:
    """Put RGB pixels in the place of an image's own."""
    image.write(seen.tobytes())
    for key in ("/Decode", "/DecodeParms"):
        if key in image:
            del image[key]
    image.Width, image.Height = seen.size
    image.BitsPerComponent = 8
    image.ColorSpace = Name.DeviceRGB


def _reduced(image: pikepdf.Object, colours: bytes, factor: int) -> Image.Image | None:
    """An indexed image, `factor` times smaller, in the `colours` of its palette.

    None where that is no less, or where its samples mean more than colours. By strips, as a wall's
    engraving has thirty million pixels.
    """
    bits = int(image.BitsPerComponent)
    if factor < 2 or bits not in PACKED or "/Mask" in image or "/Decode" in image:
        return None
    width, height = int(image.Width), int(image.Height)
    data, row = image.read_bytes(), (width * bits + 7) // 8
    if len(data) < row * height:
        return None
    small = Image.new("RGB", (-(-width // factor), -(-height // factor)), None)
    deep = STRIP_ROWS * factor
    for top in range(0, height, deep):
        size = (width, min(deep, height - top))
        packed = data[top * row : (top + size[1]) * row]
        strip = Image.frombytes("P", size, packed, "raw", PACKED[bits])
        strip.putpalette(colours)
        small.paste(strip.convert("RGB").reduce(factor), (0, top // factor))
    return small


def _decoded(image: pikepdf.Object, width_px: int) -> Image.Image | None:
    """The CMYK pixels of an image, no more than are needed to show it."""
    inverted = [int(part) for part in image.get("/Decode", Array([]))] == [1, 0] * 4
    size = (int(image.Width), int(image.Height))
    if image.get("/Filter") == Name.DCTDecode:
        encoded = Image.open(io.BytesIO(image.read_raw_bytes()), formats=("JPEG",))
        if encoded.mode != "CMYK":
            return None
        height_px = max(1, round(width_px * size[1] / size[0]))
        encoded.draft("CMYK", (width_px, height_px))
        encoded.load()
        # Pillow has inverted it already.
        return encoded if inverted else ImageChops.invert(encoded)
    data = image.read_bytes()
    if len(data) < size[0] * size[1] * 4:
        return None
    # As large as the picture is, it is looked at where it lies, not copied.
    picture = Image.frombuffer("CMYK", size, data, "raw", "CMYK", 0, 1)
    factor = _times(size[0], width_px)
    reduced = picture.reduce(factor) if factor > 1 else picture
    return ImageChops.invert(reduced) if inverted else reduced
