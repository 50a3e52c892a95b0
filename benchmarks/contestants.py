"""The ways to make the scene. Each runs alone in a process of its own: ``python contestants.py NAME TARGET``.

Prints one JSON object: wall and CPU seconds (children included), peak memory in megabytes, most files open at once.
Imports are not counted; everything from opening the first file to the finished MP4 is.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import scene


def studio(target: Path) -> Callable[[], None]:
    """This product: a timeline through ``write_video``."""
    from s2v_core.cache import Cache
    from s2v_core.media import Assets
    from s2v_core.rendering import EncoderOptions, write_video
    from s2v_core.settings import load_settings
    from s2v_core.speech import Speaker

    settings = load_settings(home=target.parent / "home")
    options = EncoderOptions(preset=scene.PRESET, crf=scene.CRF)

    def run() -> None:
        with Speaker(settings, Cache(settings.cache_dir)) as speaker:
            assets = Assets(settings, trusted=True)
            write_video(
                _timeline(),
                target,
                assets=assets,
                speaker=speaker,
                encoder=options,
                progress=None,
                cancelled=None,
            )

    return run


def _timeline() -> Any:
    from s2v_core.timeline import (
        AudioClip,
        Box,
        Canvas,
        Effect,
        Span,
        SubtitleClip,
        SubtitleStyle,
        Timeline,
        Track,
        VideoClip,
    )

    def frames(seconds: float) -> int:
        return round(seconds * scene.FPS)

    full = Box(x=0, y=0, width=1, height=1)
    pictures = []
    for i, shot in enumerate(scene.shots()):
        start = i * (scene.SHOT - scene.FADE)
        fade = Effect(type="Transition", sub_type="fade", params={"Duration": scene.FADE})
        pictures.append(
            VideoClip(
                type="Image" if shot.is_still else "Video",
                media_url=str(shot.path),
                span=Span(frames(start), frames(start + scene.SHOT)),
                source_in=shot.start,
                source_out=shot.start + scene.SHOT,
                box=full,
                adapt_mode="Cover",
                effects=() if i == len(scene.shots()) - 1 else (fade,),
            )
        )
    logo = VideoClip(
        type="GlobalImage",
        media_url=str(scene.logo()),
        opacity=scene.LOGO_OPACITY,
        box=Box(x=scene.LOGO_X, y=scene.LOGO_Y, width=scene.LOGO_SIZE, height=scene.LOGO_SIZE),
    )
    style = SubtitleStyle(alignment="TopCenter", outline=4)
    texts = [SubtitleClip(content=scene.TITLE, style=style.model_copy(update={"y": 200.0, "font_size": 80.0}))]
    texts += [
        SubtitleClip(
            content=text,
            span=Span(frames(start), frames(end)),
            style=style.model_copy(update={"y": float(scene.CAPTION_Y), "font_size": float(scene.CAPTION_SIZE)}),
        )
        for text, start, end in scene.captions()
    ]
    length = frames(scene.LENGTH)
    sound = AudioClip(
        media_url=str(scene.music()),
        span=Span(0, length),
        loop=True,
        effects=(Effect(type="Volume", params={"Gain": scene.MUSIC_GAIN}),),
    )
    return Timeline(
        canvas=Canvas(scene.WIDTH, scene.HEIGHT),
        rate=Fraction(scene.FPS),
        length=length,
        video_tracks=(Track(clips=tuple(pictures), main=True), Track(clips=(logo,))),
        audio_tracks=(Track(clips=(sound,)),),
        subtitle_tracks=(Track(clips=tuple(texts)),),
    )


def moviepy(target: Path) -> Callable[[], None]:
    """MoviePy as its documentation shows it: ``concatenate_videoclips``, ``CompositeVideoClip``, ``TextClip``."""
    from moviepy import (
        AudioFileClip,
        CompositeVideoClip,
        ImageClip,
        TextClip,
        VideoFileClip,
        afx,
        concatenate_videoclips,
        vfx,
    )

    def cover(clip: Any) -> Any:
        scale = max(scene.WIDTH / clip.w, scene.HEIGHT / clip.h)
        resized = clip.resized(scale)
        return resized.cropped(x_center=resized.w / 2, y_center=resized.h / 2, width=scene.WIDTH, height=scene.HEIGHT)

    def text(content: str, size: int, y: int) -> Any:
        clip = TextClip(
            text=content, font_size=size, color="white", stroke_color="black", stroke_width=4, margin=(8, 8)
        )
        return clip.with_position(("center", y))

    def run() -> None:
        parts = []
        for i, shot in enumerate(scene.shots()):
            if shot.is_still:
                part = cover(ImageClip(str(shot.path)).with_duration(scene.SHOT))
            else:
                footage = VideoFileClip(str(shot.path), audio=False)
                end = min(footage.duration, shot.start + scene.SHOT)
                part = cover(footage.subclipped(shot.start, end)).with_duration(end - shot.start)
                if part.duration < scene.SHOT:
                    part = part.with_effects([vfx.MultiplySpeed(final_duration=scene.SHOT)])
            parts.append(part if i == 0 else part.with_effects([vfx.CrossFadeIn(scene.FADE)]))
        film = concatenate_videoclips(parts, padding=-scene.FADE, method="compose")
        logo = (
            ImageClip(str(scene.logo()))
            .resized((scene.LOGO_SIZE, scene.LOGO_SIZE))
            .with_opacity(scene.LOGO_OPACITY)
            .with_position((scene.LOGO_X, scene.LOGO_Y))
            .with_duration(scene.LENGTH)
        )
        layers = [film, text(scene.TITLE, scene.TITLE_SIZE, scene.TITLE_Y).with_duration(scene.LENGTH), logo]
        for content, start, end in scene.captions():
            caption = text(content, scene.CAPTION_SIZE, scene.CAPTION_Y)
            layers.append(caption.with_start(start).with_duration(end - start))
        sound = AudioFileClip(str(scene.music())).with_effects(
            [afx.AudioLoop(duration=scene.LENGTH), afx.MultiplyVolume(scene.MUSIC_GAIN)]
        )
        whole = CompositeVideoClip(layers, size=(scene.WIDTH, scene.HEIGHT))
        whole.with_duration(scene.LENGTH).with_audio(sound).write_videofile(
            str(target),
            fps=scene.FPS,
            codec="libx264",
            audio_codec="aac",
            preset=scene.PRESET,
            ffmpeg_params=["-crf", str(scene.CRF)],
            temp_audiofile_path=str(target.parent),
            logger=None,
        )

    return run


def ffmpeg(target: Path) -> Callable[[], None]:
    """One well-tuned ffmpeg filter graph: stills scaled once and looped, ``xfade``, ``drawtext``, ``overlay``."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error", *_ffmpeg_inputs()]
    command += ["-filter_complex", ";".join(_ffmpeg_graph()), "-map", "[out]", "-map", "[sound]"]
    command += ["-c:v", "libx264", "-preset", scene.PRESET, "-crf", str(scene.CRF), "-pix_fmt", "yuv420p"]
    command += ["-c:a", "aac", "-t", str(scene.LENGTH), "-movflags", "+faststart", str(target)]
    return lambda: subprocess.run(command, check=True) and None


def _ffmpeg_inputs() -> list[str]:
    inputs = []
    for shot in scene.shots():
        inputs += ["-i", str(shot.path)] if shot.is_still else ["-ss", str(shot.start), "-i", str(shot.path)]
    return [*inputs, "-i", str(scene.logo()), "-stream_loop", "-1", "-i", str(scene.music())]


def _ffmpeg_graph() -> list[str]:
    w, h = scene.WIDTH, scene.HEIGHT
    crop = f"crop='min(iw,ih*{w}/{h})':'min(ih,iw*{h}/{w})'"
    cover = f"{crop},scale={w}:{h}:flags=bicubic,setsar=1,format=yuv420p"
    still = f"loop=loop=-1:size=1,fps={scene.FPS},settb=1/{scene.FPS},setpts=N,trim=duration={scene.SHOT}"
    film = f"fps={scene.FPS},tpad=stop_mode=clone:stop_duration={scene.SHOT},trim=duration={scene.SHOT}"
    graph = []
    for i, shot in enumerate(scene.shots()):
        graph.append(f"[{i}:v]{cover},{still if shot.is_still else film},setpts=PTS-STARTPTS,settb=1/{scene.FPS}[v{i}]")
    last = "v0"
    for i in range(1, len(scene.shots())):
        offset = i * (scene.SHOT - scene.FADE)
        graph.append(f"[{last}][v{i}]xfade=transition=fade:duration={scene.FADE}:offset={offset:.3f}[x{i}]")
        last = f"x{i}"
    logo, music = len(scene.shots()), len(scene.shots()) + 1
    opacity = f"format=yuva420p,colorchannelmixer=aa={scene.LOGO_OPACITY}"
    graph.append(f"[{logo}:v]scale={scene.LOGO_SIZE}:{scene.LOGO_SIZE},{opacity},loop=loop=-1:size=1[logo]")
    texts = [_drawtext(scene.TITLE, scene.TITLE_SIZE, scene.TITLE_Y, "")]
    texts += [
        _drawtext(text, scene.CAPTION_SIZE, scene.CAPTION_Y, f":enable='between(t,{start},{end - 0.001})'")
        for text, start, end in scene.captions()
    ]
    graph.append(f"[{last}][logo]overlay={scene.LOGO_X}:{scene.LOGO_Y}:shortest=1,{','.join(texts)}[out]")
    graph.append(f"[{music}:a]volume={scene.MUSIC_GAIN}[sound]")
    return graph


def _drawtext(text: str, size: int, y: int, when: str) -> str:
    font = next(Path(str(resources.files("fontpkg_inter"))).rglob("Inter*.ttf"))
    escaped = str(font).replace("[", r"\[").replace("]", r"\]").replace(",", r"\,")
    look = f"fontsize={size}:fontcolor=white:borderw=4:bordercolor=black:x=(w-text_w)/2:y={y}"
    return f"drawtext=fontfile='{escaped}':text='{text}':{look}{when}"


def floor(target: Path) -> Callable[[], None]:
    """The encoder alone: x264 on finished frames that are already in memory, no sound."""
    import av

    with av.open(os.environ["S2V_FLOOR_SOURCE"]) as source:
        pictures = [frame.to_ndarray() for frame in source.decode(video=0)]

    def run() -> None:
        with av.open(str(target), "w") as out:
            options = {"preset": scene.PRESET, "crf": str(scene.CRF)}
            stream = out.add_stream("libx264", rate=scene.FPS, options=options)
            stream.width, stream.height, stream.pix_fmt = scene.WIDTH, scene.HEIGHT, "yuv420p"
            stream.codec_context.thread_count = os.cpu_count() or 1
            for number, picture in enumerate(pictures):
                frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
                frame.pts, frame.time_base = number, Fraction(1, scene.FPS)
                out.mux(stream.encode(frame))
            out.mux(stream.encode())

    return run


CONTESTANTS = {"studio": studio, "ffmpeg": ffmpeg, "moviepy": moviepy, "floor": floor}


class FileCounter(threading.Thread):
    """Watches how many files this process has open."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._ended = threading.Event()

    def run(self) -> None:
        folder = Path("/proc/self/fd")
        while folder.is_dir() and not self._ended.wait(0.02):
            self.most = max(self.most, sum(1 for _ in folder.iterdir()))

    def finish(self) -> int:
        self._ended.set()
        self.join()
        return self.most


def cpu_seconds() -> float:
    """Return the CPU time of this process and its ended children."""
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> None:
    name, target = sys.argv[1], Path(sys.argv[2])
    run = CONTESTANTS[name](target)
    files = FileCounter()
    files.start()
    wall, cpu = time.perf_counter(), cpu_seconds()
    run()
    wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(json.dumps({"name": name, "wall": wall, "cpu": cpu, "peak_mb": peak, "open_files": files.finish()}))


if __name__ == "__main__":
    main()
