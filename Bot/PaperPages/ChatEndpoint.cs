using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Options;
using Microsoft.Extensions.AI;

namespace Bot.PaperPages;

/// <summary>
/// A language model behind OpenAI's chat completions, as OpenAI and most programs that serve models speak them.
/// </summary>
/// <param name="http">Follows no redirects: the token must not travel.</param>
/// <param name="options">Where it is.</param>
/// <param name="token">Null for none.</param>
public sealed class ChatEndpoint(HttpClient http, ModelOptions options, string? token) : IChatClient
{
    /// <summary>Some hundred times what four sentences take.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <exception cref="HttpRequestException">
    /// No answer, or one that says no. Its message never quotes the answer, which may echo the token.
    /// </exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="JsonException">The answer is none.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Endpoint.Url, "chat/completions"))
        {
            Content = JsonContent.Create(Body(messages, options), ChatJson.Default.JsonObject),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"HTTP {(int)response.StatusCode}", inner: null, response.StatusCode);
        }

        var answer = JsonSerializer.Deserialize(
            await ReadAsync(response, cancellationToken),
            ChatJson.Default.Completion
        );
        return answer?.Choices is [{ Message.Content: { } text }, ..]
            ? new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { ModelId = Endpoint.Name }
            : throw new JsonException("the answer has no text");
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => http.Dispose();

    // A parameter of the interface is called options too.
    private ModelOptions Endpoint => options;

    private JsonObject Body(IEnumerable<ChatMessage> messages, ChatOptions? how)
    {
        var body = new JsonObject
        {
            ["model"] = Endpoint.Name,
            ["messages"] = new JsonArray([
                .. messages.Select(message => new JsonObject
                {
                    ["role"] = message.Role.Value,
                    ["content"] = message.Text,
                }),
            ]),
        };
        if (how?.MaxOutputTokens is { } tokens)
        {
            body["max_tokens"] = tokens;
        }

        if (how?.ResponseFormat is ChatResponseFormatJson)
        {
            body["response_format"] = new JsonObject { ["type"] = "json_object" };
        }

        return body;
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[MaxBytes];
        try
        {
            var length = await stream.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, cancellation);
            return length < MaxBytes ? bytes[..length] : throw new JsonException("the answer has no end");
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException) // damaged gzip, damaged brotli
        {
            throw new JsonException("the answer cannot be decompressed", e);
        }
    }
}
