namespace FlowOptics.Deploy.Images;

/// <summary>A login to ECR, good for twelve hours. The password never stands on a command line.</summary>
internal sealed record RegistryLogin(string Host, string User, string Password);
