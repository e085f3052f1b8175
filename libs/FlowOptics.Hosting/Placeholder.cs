namespace Aspire.Hosting;
