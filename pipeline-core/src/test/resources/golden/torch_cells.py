"""Writes torch_cells.txt: outputs and gradients of torch.nn.RNN, LSTM and GRU for RecurrentStack to reproduce.

Made with PyTorch 1.13.1 in double precision: python3 torch_cells.py > torch_cells.txt

One case per block, one array per line: name, then the numbers, first index slowest. Shapes: input [batch, channels,
time], output [batch, rows, time], last [batch, rows] (h_n of the top layer, forward then reverse). Parameters and their
gradient are in RecurrentStack's order: per layer and direction W, RW, b, with PyTorch's two biases added together except
the GRU's two for its candidate. The loss is sum(output * weights) for gradient, sum(last * lastWeights) for lastGradient.
"""
import torch

BATCH, CHANNELS, TIME, HIDDEN = 2, 2, 4, 3
torch.manual_seed(20240229)
torch.set_default_dtype(torch.float64)


def module(cell, layers, bidirectional):
    options = dict(num_layers=layers, bidirectional=bidirectional, batch_first=True)
    if cell == "LSTM":
        return torch.nn.LSTM(CHANNELS, HIDDEN, **options)
    if cell == "GRU":
        return torch.nn.GRU(CHANNELS, HIDDEN, **options)
    return torch.nn.RNN(CHANNELS, HIDDEN, nonlinearity=cell[4:].lower(), **options)


def vector(m, cell, of):
    parts = []
    for layer in range(m.num_layers):
        for suffix in ["", "_reverse"] if m.bidirectional else [""]:
            w, rw, bi, bh = (
                of(getattr(m, f"{name}_l{layer}{suffix}"))
                for name in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
            )
            parts += [w.flatten(), rw.flatten(), bias(cell, of, bi, bh)]
    return torch.cat(parts)


def bias(cell, of, bi, bh):
    both = bi + bh if of is value else bi
    if cell != "GRU":
        return both
    return torch.cat([both[: 2 * HIDDEN], bh[2 * HIDDEN :], bi[2 * HIDDEN :]])


def value(parameter):
    return parameter.detach()


def gradient(parameter):
    return parameter.grad


def write(name, array):
    print(name, *(f"{x:.9g}" for x in array.detach().flatten().tolist()))


def case(cell, layers, bidirectional):
    m = module(cell, layers, bidirectional)
    x = torch.randn(BATCH, CHANNELS, TIME, requires_grad=True)
    directions = 2 if bidirectional else 1
    print("case", cell, layers, str(bidirectional).lower())
    write("parameters", vector(m, cell, value))
    write("input", x)
    for name, gradient_name in [("output", "gradient"), ("last", "lastGradient")]:
        m.zero_grad()
        x.grad = None
        out, state = m(x.transpose(1, 2))
        h = state[0] if cell == "LSTM" else state
        last = torch.cat([h[i] for i in range(-directions, 0)], dim=1)
        result = out.transpose(1, 2) if name == "output" else last
        weights = torch.randn_like(result)
        (result * weights).sum().backward()
        write(name, result)
        write(name + "Weights", weights)
        write(gradient_name, vector(m, cell, gradient))
        write(gradient_name + "OfInput", x.grad)


for cell in ["RNN_TANH", "RNN_RELU", "LSTM", "GRU"]:
    case(cell, 1, False)
for cell in ["RNN_TANH", "LSTM", "GRU"]:
    case(cell, 2, True)
