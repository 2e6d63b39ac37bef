"""Times PyTorch on the weights of a SagTextures model: eager, CUDA graph and compiled, fp32 and fp16 channels-last.

usage: pytorch.py MODEL.safetensors [--size N] [--batch 1,8,32] [--precision fp32,fp16] [--seconds 2] [--device cuda|cpu]

Prints a JSON list of {"contestant", "batch", "medianMs", "runs"}: latents on the device to the output on the device, fp32 in and
out. On the CPU (for trying it out) only eager fp32 runs. Needs PyTorch 2.x and nothing else; `sag bench` calls it where there is an
NVIDIA GPU.
"""
import argparse
import json
import statistics
import struct
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError:
    sys.exit("pytorch.py: this Python has no PyTorch: install it (https://pytorch.org) or set SAG_PYTHON to one that has it")

TYPES = {"F32": torch.float32, "F16": torch.float16}


def read(path):
    """The description and the tensors of a model file (safetensors)."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    description = json.loads(header.pop("__metadata__")["generator"])
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        part = torch.frombuffer(data, dtype=TYPES[entry["dtype"]], count=(end - begin) // TYPES[entry["dtype"]].itemsize,
                                offset=8 + length + begin)
        tensors[name] = part.reshape(entry["shape"]).float()
    return description, tensors


class Generator(nn.Module):
    """The layers of the model file, one after the other."""

    def __init__(self, description, tensors):
        super().__init__()
        self.layers = description["layers"]
        self.circular = description["padding"] == "circular"
        for name, tensor in tensors.items():
            self.register_buffer(name.replace(".", "/"), tensor)

    def tensor(self, layer, suffix):
        return getattr(self, (layer["name"] + suffix).replace(".", "/"), None)

    def forward(self, x):
        for layer in self.layers:
            x = getattr(self, layer["op"])(layer, x)
        return x

    def linear(self, layer, x):
        y = F.linear(x.flatten(1), self.tensor(layer, ".weight"), self.tensor(layer, ".bias"))
        return y.reshape(-1, *layer["reshape"])

    def conv2d(self, layer, x):
        padding = layer["padding"]
        if self.circular and padding:
            x, padding = F.pad(x, (padding,) * 4, mode="circular"), 0
        return F.conv2d(x, self.tensor(layer, ".weight"), self.tensor(layer, ".bias"), padding=padding)

    def conv_transpose2d(self, layer, x):
        stride, padding = layer["stride"], layer["padding"]
        if self.circular:
            x, padding = F.pad(x, (1, 1, 1, 1), mode="circular"), padding + stride
        return F.conv_transpose2d(x, self.tensor(layer, ".weight"), self.tensor(layer, ".bias"), stride, padding)

    def upsample_nearest(self, layer, x):
        return F.interpolate(x, scale_factor=layer["scale"], mode="nearest")

    def batch_norm(self, layer, x):
        return F.batch_norm(x, self.tensor(layer, ".running_mean"), self.tensor(layer, ".running_var"),
                            self.tensor(layer, ".weight"), self.tensor(layer, ".bias"), eps=layer["eps"])

    def conditional_batch_norm(self, layer, x):
        return F.batch_norm(x, self.tensor(layer, ".running_mean"), self.tensor(layer, ".running_var"),
                            self.tensor(layer, ".gain")[0], self.tensor(layer, ".shift")[0], eps=layer["eps"])

    def relu(self, layer, x):
        return F.relu(x)

    def leaky_relu(self, layer, x):
        return F.leaky_relu(x, layer["slope"])

    def tanh(self, layer, x):
        return torch.tanh(x)

    def self_attention(self, layer, x):
        def project(name, pooled):
            y = F.conv2d(x, self.tensor(layer, name + ".weight").reshape(-1, x.shape[1], 1, 1), self.tensor(layer, name + ".bias"))
            return (F.max_pool2d(y, 2) if pooled else y).flatten(2).transpose(1, 2)

        pooled = layer.get("pooled", False)
        o = F.scaled_dot_product_attention(
            project(".query", False), project(".key", pooled), project(".value", pooled), scale=1.0)
        o = o.transpose(1, 2).reshape(x.shape[0], -1, *x.shape[2:])
        output = self.tensor(layer, ".output.weight")
        if output is not None:
            o = F.conv2d(o, output.reshape(x.shape[1], -1, 1, 1))
        return self.tensor(layer, ".gamma") * o + x

    def residual(self, layer, x):
        body, shortcut = x, x
        for inner in layer["body"]:
            body = getattr(self, inner["op"])(inner, body)
        for inner in layer["shortcut"]:
            shortcut = getattr(self, inner["op"])(inner, shortcut)
        return body + shortcut


def graphed(run, x):
    """The same work as one CUDA graph over fixed memory."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            run(x)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        run(x)
    return lambda _: graph.replay()


def compiled(run):
    """For shapes as they are: what was compiled for one batch size would otherwise make the next one a dynamic shape."""
    torch.compiler.reset()
    return torch.compile(run, mode="max-autotune", dynamic=False)


def median(run, x, seconds, device):
    """Milliseconds of a run that is waited for, and how many there were."""
    wait = torch.cuda.synchronize if device == "cuda" else lambda: None
    for _ in range(3):
        run(x)
    wait()
    times, end = [], time.perf_counter() + seconds
    while len(times) < 5 or (time.perf_counter() < end and len(times) < 10_000):
        start = time.perf_counter()
        run(x)
        wait()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times), len(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("--size", type=int, help="width and height; without it the training resolution")
    parser.add_argument("--batch", default="1,8,32")
    parser.add_argument("--precision", default="fp32,fp16")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    options = parser.parse_args()
    if options.device == "cuda" and not torch.cuda.is_available():
        sys.exit("pytorch.py: PyTorch finds no NVIDIA GPU (its CUDA build and NVIDIA's driver are needed)")

    torch.backends.cudnn.benchmark = True
    description, tensors = read(options.model)
    latent = description["latent"]
    size = options.size or description["resolution"]
    cells = 1 if latent["kind"] == "vector" else size // stride(description["layers"])
    results = []
    with torch.inference_mode():
        for half in [name == "fp16" for name in options.precision.split(",")] if options.device == "cuda" else [False]:
            generator = Generator(description, tensors).eval().to(options.device)
            if half:
                generator = generator.half().to(memory_format=torch.channels_last)

            def eager(x, generator=generator, half=half):
                return generator(x.half() if half else x).float()

            for batch in map(int, options.batch.split(",")):
                x = torch.randn(batch, latent["size"], cells, cells, device=options.device)
                ways = {"eager": lambda: eager}
                if options.device == "cuda":
                    ways["CUDA graph"] = lambda: graphed(eager, x)
                    ways["compiled"] = lambda: compiled(eager)
                for way, prepare in ways.items():
                    ms, runs = median(prepare(), x, options.seconds, options.device)
                    name = f"PyTorch {way} {'fp16' if half else 'fp32'}"
                    results.append({"contestant": name, "batch": batch, "medianMs": ms, "runs": runs})
    json.dump(results, sys.stdout)


def stride(layers):
    """How much larger the layers make an image."""
    product = 1
    for layer in layers:
        product *= layer.get("scale", 1) * layer.get("stride", 1)
        product *= stride(layer.get("body", []))
    return product


if __name__ == "__main__":
    main()
