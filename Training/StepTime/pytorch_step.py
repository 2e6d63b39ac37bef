"""Makes training steps of the preset sagan with PyTorch: the networks and the step of PlainTrainer.cs.

usage: pytorch_step.py --resolution R --batch B --width W --threads T [--keep-memory]

Makes one update of D and one of G for each line of input and answers with its milliseconds and the process's megabytes. On the CPU;
channels last; fused Adam; textures are random. The passes forward run under autocast to bfloat16. With --keep-memory the C library
keeps what a step frees for the next one, as the trainer has it (Allocator.cs). `sag step-time` calls it where SAG_PYTHON names a Python.
"""
import argparse
import ctypes
import os
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
    from torch.nn.utils import spectral_norm
except ImportError:
    sys.exit("pytorch_step.py: this Python has no PyTorch: install it (https://pytorch.org) or set SAG_PYTHON to one that has it")


class Attention(nn.Module):
    """The article's self-attention."""

    def __init__(self, channels):
        super().__init__()
        self.query, self.key, self.value = (
            spectral_norm(nn.Conv2d(channels, outputs, 1, bias=False)) for outputs in (channels // 8, channels // 8, channels))
        self.gamma = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        beta = torch.softmax(self.query(x).flatten(2).transpose(1, 2).bmm(self.key(x).flatten(2)), -1)
        return x + self.gamma * self.value(x).flatten(2).bmm(beta.transpose(1, 2)).view(x.shape)


def generator(channels):
    """z [batch,128] to textures; channels are those of the layers before each doubling; attention at 32×32."""
    side, layers = 4, [spectral_norm(nn.Linear(128, channels[0] * 16)), nn.Unflatten(1, (channels[0], 4, 4))]
    for inputs, outputs in zip(channels, channels[1:] + [3]):
        layers += [nn.BatchNorm2d(inputs), nn.ReLU()]
        layers += [Attention(inputs)] if side == 32 else []
        layers += [spectral_norm(nn.ConvTranspose2d(inputs, outputs, 4, 2, 1))]
        side *= 2
    return nn.Sequential(*layers, nn.Tanh())


def discriminator(channels):
    """Textures to logits; channels are those after each halving; attention at 32×32."""
    side, layers = 4 << len(channels), []
    for inputs, outputs in zip([3] + channels, channels):
        layers += [spectral_norm(nn.Conv2d(inputs, outputs, 4, 2, 1)), nn.LeakyReLU(0.1)]
        side //= 2
        layers += [Attention(outputs)] if side == 32 else []
    return nn.Sequential(*layers, nn.Flatten(), spectral_norm(nn.Linear(channels[-1] * 16, 1)))


def keep_memory():
    """The trainer's setting of glibc: M_ARENA_MAX, M_MMAP_MAX, M_TRIM_THRESHOLD, M_TOP_PAD."""
    for parameter, value in ((-8, 1), (-4, 0), (-1, 2**31 - 1), (-2, 64 << 20)):
        ctypes.CDLL(None).mallopt(parameter, value)


def resident_megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("resolution", "batch", "width", "threads"):
        parser.add_argument("--" + name, type=int, required=True)
    parser.add_argument("--keep-memory", action="store_true")
    options = parser.parse_args()
    if options.keep_memory:
        keep_memory()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    channels = [options.width * min(1 << i, 16) for i in range((options.resolution // 4).bit_length() - 1)]
    g, d = (network.to(memory_format=torch.channels_last) for network in (generator(channels[::-1]), discriminator(channels)))
    for parameter in [*g.parameters(), *d.parameters()]:
        if parameter.dim() > 1:
            nn.init.normal_(parameter, 0, 0.02)
    adam_g, adam_d = (
        torch.optim.Adam(network.parameters(), rate, betas=(0.0, 0.9), fused=True) for network, rate in ((g, 1e-4), (d, 4e-4)))

    def autocast():
        return torch.autocast("cpu", torch.bfloat16)

    def step():
        real = torch.rand(options.batch, 3, options.resolution, options.resolution).mul_(2).sub_(1)
        real = real.to(memory_format=torch.channels_last)
        with autocast():
            fake = g(torch.randn(options.batch, 128))
            loss_d = F.relu(1 - d(real)).mean() + F.relu(1 + d(fake.detach())).mean()
        adam_d.zero_grad()
        loss_d.backward()
        adam_d.step()
        with autocast():
            loss_g = -d(fake).mean()
        adam_g.zero_grad()
        loss_g.backward()
        adam_g.step()
        return loss_d.item() + loss_g.item()

    for _ in sys.stdin:
        start = time.perf_counter()
        step()
        print(1000 * (time.perf_counter() - start), resident_megabytes(), flush=True)


if __name__ == "__main__":
    main()
