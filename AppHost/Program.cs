Console.WriteLine("FlowOptics");
